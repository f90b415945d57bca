"""What two parties said to each other, in order, each exchange with the side on which it stands."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from correspondence.api.description import TIMELINE, described
from correspondence.api.door import Door
from correspondence.api.lists import count_of, in_form, next_address, refuse, refuse_unknown
from correspondence.api.reading import letters_as_json, named_side
from correspondence.filters import LetterFilter
from correspondence.models import Letter
from correspondence.timeline import TimelineForm, read_exchanges, read_parties


class Timeline(Door):
    @described(TIMELINE)
    def get(self, request: Request, a: str, b: str) -> Response:
        parties = read_parties(a, b, request.user)
        if parties is None:
            raise Http404
        asked, letters = request.query_params, Letter.objects.visible_to(request.user)
        form, filterset = TimelineForm(asked), LetterFilter(asked, queryset=letters, request=request)
        refuse_unknown(request, form, filterset.form)
        refuse((*in_form(form, asked), *in_form(filterset.form, asked)))
        page = read_exchanges(*parties, request.user, form, filterset)
        found = letters_as_json(page.letters, request.user)
        results = [{**one, "side": page.sides[letter.pk]} for letter, one in zip(page.letters, found, strict=True)]
        sides = {"a": named_side(parties[0]), "b": named_side(parties[1])}
        about = {"count": count_of(page.count), "next": next_address(request, page.after)}
        return Response({**sides, **about, "results": results})
