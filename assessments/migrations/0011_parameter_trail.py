
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0010_late_changes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='parameterchange',
            name='parameter_change_name_known',
        ),
        migrations.AlterField(
            model_name='parameterchange',
            name='name',
            field=models.CharField(choices=[('cap_percent', 'Percent of the cap'), ('cap_base', 'Base of the cap'), ('head_exceptions', 'Further exceptions for heads'), ('ballot_threshold', 'Share of the ballots that makes a proposal'), ('quota_weights', 'Quota weights'), ('cell_deadline', 'Deadline of the cells'), ('office_deadline', 'Deadline of the office'), ('district_deadline', 'Deadline at the district'), ('verification_override', 'Opened although the rules were verified before the review year')], max_length=30),
        ),
        migrations.AddConstraint(
            model_name='parameterchange',
            constraint=models.CheckConstraint(condition=models.Q(('name__in', ['cap_percent', 'cap_base', 'head_exceptions', 'ballot_threshold', 'quota_weights', 'cell_deadline', 'office_deadline', 'district_deadline', 'verification_override'])), name='parameter_change_name_known'),
        ),
    ]
