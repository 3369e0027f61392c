"""Why a subject got the grade that a decision signed, as it was said at the signature."""

from django.db import models

from assessments.models.grading import Decision
from assessments.models.review import Review
from assessments.rules.explaining import digest_of


class KeptExplanation(models.Model):
    """One subject of one decision. `explanation`: {"vi": …, "en": …}, each an `Explanation.as_dict`; whoever shows it
    reads it from there alone, so that it reads the same years later. Append-only.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="explanations")
    review = models.ForeignKey(Review, models.PROTECT, related_name="kept_explanations")
    rule_set = models.CharField(max_length=20)
    rule_set_digest = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64)
    explanation = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "review"], name="one_explanation_a_signed_subject")]

    @property
    def is_intact(self) -> bool:
        """The facts still give the fingerprint that was kept, in every language."""
        return all(digest_of(said["ruleset"], said["facts"]) == self.facts_digest for said in self.explanation.values())

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("A kept explanation is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A kept explanation is never deleted.")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.review_id}"
