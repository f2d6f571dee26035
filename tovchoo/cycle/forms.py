"""What people type to plan a process."""

from tovchoo.kernel.inputs import EntryForm

from .models import Step


class StepForm(EntryForm):
    class Meta:
        model = Step
        fields = ["plan", "title", "starts", "ends", "note"]
