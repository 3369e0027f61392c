"""Addresses of the process, in the order of a review year."""

from django.urls import URLPattern, URLResolver, path

from assessments.views import board, campaigns, dashboard, files, outside

app_name = "assessments"
urlpatterns: list[URLPattern | URLResolver] = []

# --- the year and the office's review (O1)
urlpatterns += [
    path("", dashboard.dashboard, name="dashboard"),
    path("board/", board.board, name="board"),
    path("new/", campaigns.campaign_new, name="campaign_new"),
    path("<int:campaign_id>/", board.campaign_detail, name="campaign_detail"),
    path("<int:campaign_id>/settings/", campaigns.campaign_settings, name="campaign_settings"),
    path("<int:campaign_id>/open/", campaigns.campaign_open, name="campaign_open"),
    path("<int:campaign_id>/weights/", campaigns.campaign_weights, name="campaign_weights"),
    path("<int:campaign_id>/outside-grades/", outside.outside_grades, name="outside_grades"),
    path("reviews/<int:review_id>/outside-grade/", outside.outside_grade, name="outside_grade"),
    path("files/<int:file_id>/", files.file_detail, name="file_detail"),
    path("files/<int:file_id>/accept/", files.file_accept, name="file_accept"),
    path("files/<int:file_id>/return/", files.file_return, name="file_return"),
    path("files/<int:file_id>/history/", files.file_history, name="file_history"),
]
