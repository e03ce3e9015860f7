import secrets

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQLITE = {
    "audit_event_is_not_changed": """BEFORE UPDATE ON core_auditevent BEGIN
        SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    "audit_event_is_not_deleted": """BEFORE DELETE ON core_auditevent
        WHEN NOT EXISTS (SELECT 1 FROM core_auditcheckpoint WHERE upto >= OLD.seq) BEGIN
        SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    "audit_event_is_not_replaced": """BEFORE INSERT ON core_auditevent
        WHEN EXISTS (SELECT 1 FROM core_auditevent WHERE seq = NEW.seq OR seal = NEW.seal OR previous = NEW.previous) BEGIN
        SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    "audit_cut_is_not_changed": """BEFORE UPDATE ON core_auditcheckpoint BEGIN
        SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    "audit_cut_is_not_deleted": """BEFORE DELETE ON core_auditcheckpoint BEGIN
        SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    "audit_cut_is_not_replaced": """BEFORE INSERT ON core_auditcheckpoint
        WHEN EXISTS (SELECT 1 FROM core_auditcheckpoint WHERE id = NEW.id OR upto = NEW.upto) BEGIN
        SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
}
"""A row is only deleted behind a cut that was written first (`zuoxi audit purge`); a cut that nobody signed is found by the check."""

POSTGRESQL_FUNCTIONS = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION audit_refuse_before_a_cut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM core_auditcheckpoint WHERE upto >= OLD.seq) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
POSTGRESQL = {
    "audit_event_is_not_changed": "BEFORE UPDATE ON core_auditevent FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "audit_event_is_not_deleted": "BEFORE DELETE ON core_auditevent FOR EACH ROW EXECUTE FUNCTION audit_refuse_before_a_cut()",
    "audit_event_is_not_emptied": "BEFORE TRUNCATE ON core_auditevent FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "audit_cut_is_not_changed": "BEFORE UPDATE OR DELETE ON core_auditcheckpoint FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "audit_cut_is_not_emptied": "BEFORE TRUNCATE ON core_auditcheckpoint FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
}


def table(name):
    return "core_auditcheckpoint" if "_cut_" in name else "core_auditevent"


def guard(apps, schema_editor):
    """Have the database refuse to change or delete what was recorded."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTIONS)
    for name, text in (POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE).items():
        schema_editor.execute(f"CREATE TRIGGER {name} {text}")


def unguard(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name in POSTGRESQL if postgresql else SQLITE:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table(name)}" if postgresql else f"DROP TRIGGER IF EXISTS {name}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS audit_refuse(); DROP FUNCTION IF EXISTS audit_refuse_before_a_cut();")


def begin(apps, schema_editor):
    """The head of this installation's chain, which nothing else is named like."""
    apps.get_model("core", "AuditHead").objects.create(pk=1, chain=secrets.token_hex(32))


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_approvals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditCheckpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('upto', models.BigIntegerField(unique=True)),
                ('last', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('number', models.CharField(max_length=64)),
                ('events', models.BigIntegerField()),
                ('seal', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_index=True)),
                ('number', models.CharField(blank=True, max_length=64)),
                ('action', models.CharField(db_index=True, max_length=64)),
                ('resource', models.CharField(max_length=64)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('success', models.BooleanField()),
                ('ip', models.CharField(blank=True, max_length=64)),
                ('session', models.CharField(blank=True, max_length=64)),
                ('path', models.CharField(blank=True, max_length=200)),
                ('facts', models.JSONField()),
                ('previous', models.CharField(max_length=64, unique=True)),
                ('seal', models.CharField(max_length=64, unique=True)),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(max_length=64)),
                ('seq', models.BigIntegerField(default=0)),
                ('seal', models.CharField(blank=True, max_length=64)),
                ('anchored_seq', models.BigIntegerField(default=0)),
                ('anchored_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='audit_has_one_head')],
            },
        ),
        migrations.RunPython(guard, unguard),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
