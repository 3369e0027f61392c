"""Table of contents of the site."""

from django.contrib.auth import views as auth_views
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from cells.views import security, sign_in
from cells.views.device_key import key_of_this_account
from cells.views.invitation import enter_invitation, open_link
from cells.views.password import own_secret
from cells.views.session_state import session_state
from review_portal import health, metrics

handler400 = "review_portal.error_pages.bad_request"
handler403 = "review_portal.error_pages.permission_denied"
handler404 = "review_portal.error_pages.page_not_found"
handler500 = "review_portal.error_pages.server_error"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="assessments:dashboard"), name="home"),
    path("sign-in/", sign_in.SignIn.as_view(), name="login"),
    path("sign-in/second-factor/", sign_in.second_factor, name="second_factor"),
    path("sign-in/passkey/", sign_in.passkey_question, name="passkey_question"),
    path("sign-out/", auth_views.LogoutView.as_view(), name="logout"),
    path(
        "password/",
        own_secret,
        name="password_change",
    ),
    path("security/", security.security, name="security"),
    path("security/app/", security.factor_app, name="factor_app"),
    path("security/app/remove/", security.factor_app_remove, name="factor_app_remove"),
    path("security/codes/", security.recovery_codes, name="recovery_codes"),
    path("security/passkeys/begin/", security.passkey_begin, name="passkey_begin"),
    path("security/passkeys/", security.passkey_add, name="passkey_add"),
    path("security/passkeys/<int:passkey_id>/remove/", security.passkey_remove, name="passkey_remove"),
    path("security/sessions/end/", security.sessions_end, name="sessions_end"),
    path("security/sessions/<int:session_id>/end/", security.session_end, name="session_end"),
    path("session/", session_state, name="session_state"),
    path("invitation/<str:token>/", open_link, name="invitation_link"),
    path("invitation/", enter_invitation, name="invitation"),
    path("device-key/", key_of_this_account, name="device_key"),
    path("language/", set_language, name="set_language"),
    path("healthz", health.live, name="healthz"),
    path("health/ready", health.ready, name="health_ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("cells/", include("cells.urls")),
    path("assessments/", include("assessments.urls")),
]
