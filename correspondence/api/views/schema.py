"""The description of the API for programs, and the end of its addresses."""

from http import HTTPStatus

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from correspondence.api.description import SCHEMA, described, openapi
from correspondence.api.door import Door


class Schema(Door):
    @described(SCHEMA)
    def get(self, request: Request) -> Response:  # noqa: ARG002
        return Response(openapi(), status=HTTPStatus.OK)


@extend_schema(exclude=True)
class Absent(Door):
    """Everything else below ``/api/``: answered like a record that is not there."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404
