"""In how many numbers and dates the languages of a passage differ is counted once, where it is written."""

from collections import defaultdict

from django.db import migrations, models


def count(apps, schema_editor):
    from tovchoo.drafting.differing import differing

    texts = defaultdict(dict)
    renderings = apps.get_model("drafting", "Rendering").objects.exclude(text="")
    for passage, language, text in renderings.values_list("passage", "language", "text").iterator():
        texts[passage][language] = text
    Passage = apps.get_model("drafting", "Passage")
    found = [Passage(pk=pk, differs=number) for pk, said in texts.items() if (number := len(differing(said)))]
    Passage.objects.bulk_update(found, ["differs"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("drafting", "0001_start")]
    operations = [
        migrations.AddField(
            model_name="passage", name="differs", field=models.PositiveSmallIntegerField(default=0)
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
