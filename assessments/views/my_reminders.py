"""What one's own account was reminded of: every account, its own messages alone."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import ReminderMessage
from assessments.selectors.reminders import own_reminders
from assessments.services.reminders import mark_read
from cells.clock import today

PAGE_SIZE = 20


@login_required
@never_cache
@require_safe
def my_reminders(request: HttpRequest) -> HttpResponse:
    on = today()
    page = Paginator(own_reminders(request.user, on), PAGE_SIZE).get_page(request.GET.get("page"))
    left = sum(own.is_open and own.message.read_at is None for own in page.paginator.object_list)
    return render(request, "assessments/reminder/mine.html", {"page_obj": page, "left": left, "on": on})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_read(request: HttpRequest, message_id: int) -> HttpResponse:
    """Posted it marks the message as read; opened, after a sign-in for instance, it leads to the list."""
    message = get_object_or_404(ReminderMessage, pk=message_id, account=request.user)
    if request.method == "POST":
        mark_read(by=request.user, message_id=message.pk)
    return redirect("assessments:dashboard" if "home" in request.POST else "assessments:my_reminders")
