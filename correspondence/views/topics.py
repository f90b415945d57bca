"""Pages of topics and of frameworks: what is on file about each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.profiles import read_framework, read_topic_list, read_topic_profile


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    return render(request, "correspondence/topic_list.html", {"topics": read_topic_list(request.user)})


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    profile = read_topic_profile(slug, request.user)
    if profile is None:
        raise Http404
    return render(request, "correspondence/topic_detail.html", {"profile": profile, "topic": profile.topic})


@require_safe
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    profile = read_framework(slug, request.user)
    if profile is None:
        raise Http404
    return render(request, "correspondence/framework_detail.html", {"profile": profile, "framework": profile.framework})
