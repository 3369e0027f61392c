"""Table of contents of the site."""

from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from django.views.i18n import set_language

from cells.forms.sign_in import SignInForm
from cells.views.device_key import key_of_this_account
from cells.views.invitation import enter_invitation, open_link
from cells.views.password import own_secret


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For a supervisor: the process answers. Touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="assessments:dashboard"), name="home"),
    path(
        "sign-in/",
        auth_views.LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True),
        name="login",
    ),
    path("sign-out/", auth_views.LogoutView.as_view(), name="logout"),
    path(
        "password/",
        own_secret,
        name="password_change",
    ),
    path("invitation/<str:token>/", open_link, name="invitation_link"),
    path("invitation/", enter_invitation, name="invitation"),
    path("device-key/", key_of_this_account, name="device_key"),
    path("language/", set_language, name="set_language"),
    path("healthz", healthz, name="healthz"),
    path("cells/", include("cells.urls")),
    path("assessments/", include("assessments.urls")),
]
