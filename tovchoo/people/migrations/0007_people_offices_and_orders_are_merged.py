import django.db.models.deletion
from django.db import migrations, models


def merged_into(model):
    return migrations.AddField(
        model_name=model,
        name='merged_into',
        field=models.ForeignKey(
            blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged',
            to=f'people.{model}', verbose_name='merged into',
        ),
    )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_merges_of_every_kind'),
    ]

    operations = [
        migrations.RemoveField(model_name='merge', name='old_kept'),
        migrations.RemoveField(model_name='merge', name='old_gone'),
        merged_into('person'),
        merged_into('office'),
        merged_into('instrument'),
    ]
