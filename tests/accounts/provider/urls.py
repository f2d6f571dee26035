"""The provider's pages: its protocol, a page to sign in, and an office that changes what it says of somebody."""

from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt


class SignIn(LoginView):
    form_class = AuthenticationForm

    def render_to_response(self, context, **_more):
        token = get_token(self.request)
        return HttpResponse(f'<form method="post"><input name="csrfmiddlewaretoken" value="{token}">{context["form"]}')


@csrf_exempt
def citizen(request: HttpRequest, pk: int) -> JsonResponse:
    """Registered or changed: name, address, whether that was verified. A name is whoever took it last."""
    said, citizens = request.POST, get_user_model().objects
    citizens.filter(username=said["name"]).exclude(pk=pk).update(username=F("pk"))
    somebody, _new = citizens.get_or_create(pk=pk)
    somebody.username, somebody.email, somebody.is_staff = said["name"], said["email"], said["verified"] == "yes"
    somebody.set_password(said["name"])
    somebody.save()
    return JsonResponse({})


urlpatterns = [
    path("o/", include("oauth2_provider.urls")),
    path("sign-in/", SignIn.as_view()),
    path("citizens/<int:pk>/", citizen),
]
