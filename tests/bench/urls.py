"""All addresses of the product, and Django's shortest answer."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls


def shortest(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("shortest/", shortest), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500
