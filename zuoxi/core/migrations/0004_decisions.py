
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_policy'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FactCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=128)),
                ('number', models.PositiveIntegerField()),
                ('old', models.JSONField(blank=True, null=True)),
                ('new', models.JSONField(blank=True, null=True)),
                ('why', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=16)),
                ('outcome', models.CharField(max_length=64)),
                ('granted', models.BooleanField(blank=True, null=True)),
                ('subject', models.CharField(blank=True, db_index=True, max_length=64)),
                ('facts', models.JSONField(default=dict)),
                ('figures', models.JSONField(default=dict)),
                ('values', models.JSONField(default=dict)),
                ('steps', models.JSONField(default=list)),
                ('policy_version', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('key', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('in_force', 'in force'), ('superseded', 'superseded'), ('withdrawn', 'no longer applies')], default='in_force', max_length=16)),
                ('about', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='core.decision')),
                ('correction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='core.factcorrection')),
            ],
        ),
        migrations.CreateModel(
            name='DecisionFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact_key', models.CharField(db_index=True, max_length=128)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rests_on', to='core.decision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('decision', 'fact_key'), name='decision_rests_once_on_a_fact')],
            },
        ),
        migrations.AddConstraint(
            model_name='factcorrection',
            constraint=models.UniqueConstraint(fields=('key', 'number'), name='correction_number_once'),
        ),
        migrations.AddConstraint(
            model_name='factcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='correction_says_why'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['about', 'at'], name='core_decisi_about_i_91aca0_idx'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['rule', 'at'], name='core_decisi_rule_981459_idx'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('key',), name='a_decision_is_in_force_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'superseded'), ('superseded_by__isnull', False)), models.Q(('state__in', ['in_force', 'withdrawn']), ('superseded_by__isnull', True)), _connector='OR'), name='decision_is_superseded_by_another'),
        ),
    ]
