from django.db import migrations, models
from django.db.models import F


def keep_their_ids(apps, _editor):
    """Merges until now were of organisations."""
    apps.get_model("people", "Merge").objects.update(kept_id=F("old_kept"), gone_id=F("old_gone"))


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_what_ends_before_it_begins'),
    ]

    operations = [
        migrations.RenameField(model_name='merge', old_name='kept', new_name='old_kept'),
        migrations.RenameField(model_name='merge', old_name='gone', new_name='old_gone'),
        migrations.AddField(
            model_name='merge',
            name='kind',
            field=models.CharField(default='organisation', max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept_id',
            field=models.CharField(default='', max_length=120, verbose_name='kept'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='merge',
            name='gone_id',
            field=models.CharField(default='', max_length=120, verbose_name='merged'),
            preserve_default=False,
        ),
        migrations.RunPython(keep_their_ids, migrations.RunPython.noop),
    ]
