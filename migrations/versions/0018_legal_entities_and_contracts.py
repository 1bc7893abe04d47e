"""legal entities and contracts

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_HOLDERS = ("deal", "sales_order")


def upgrade():
    op.create_table('contract_subject',
    sa.Column('code', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('name_en', sa.String(length=255), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('modified_at', sa.DateTime(), nullable=False),
    sa.Column('modified_by_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('custom', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contract_subject')),
    sa.UniqueConstraint('code', name=op.f('uq_contract_subject_code')),
    sqlite_autoincrement=True
    )
    op.create_table('legal_entity',
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('full_organization_name', sa.String(length=500), nullable=False),
    sa.Column('short_organization_name', sa.String(length=255), nullable=True),
    sa.Column('name_en', sa.String(length=500), nullable=True),
    sa.Column('juridical_address', sa.String(length=1000), nullable=True),
    sa.Column('post_address', sa.String(length=1000), nullable=True),
    sa.Column('mailing_address', sa.String(length=1000), nullable=True),
    sa.Column('inn', sa.String(length=12), nullable=True),
    sa.Column('kpp', sa.String(length=9), nullable=True),
    sa.Column('okpo', sa.String(length=10), nullable=True),
    sa.Column('ogrn', sa.String(length=13), nullable=True),
    sa.Column('ogrnip', sa.String(length=15), nullable=True),
    sa.Column('gln', sa.String(length=13), nullable=True),
    sa.Column('phone', sa.String(length=64), nullable=True),
    sa.Column('cell_phone', sa.String(length=64), nullable=True),
    sa.Column('email', sa.String(length=255), nullable=True),
    sa.Column('general_director_id', sa.Integer(), nullable=True),
    sa.Column('chief_accountant_id', sa.Integer(), nullable=True),
    sa.Column('contract_prefix', sa.String(length=16), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('modified_at', sa.DateTime(), nullable=False),
    sa.Column('modified_by_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('custom', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.ForeignKeyConstraint(['chief_accountant_id'], ['person.id'], name=op.f('fk_legal_entity_chief_accountant_id')),
    sa.ForeignKeyConstraint(['general_director_id'], ['person.id'], name=op.f('fk_legal_entity_general_director_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_entity')),
    sqlite_autoincrement=True
    )
    op.create_table('signatory',
    sa.Column('field', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.String(length=255), nullable=True),
    sa.Column('name_in_genitive', sa.String(length=255), nullable=True),
    sa.Column('basis', sa.String(length=255), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_type', sa.String(length=64), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_signatory_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signatory')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('signatory', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signatory_person_id'), ['person_id'])
        batch_op.create_index('ix_signatory_record', ['record_type', 'record_id', 'field', 'ordinal'])

    op.create_table('contract',
    sa.Column('contract_number', sa.String(length=64), nullable=True),
    sa.Column('generate_number', sa.Boolean(), nullable=False),
    sa.Column('legal_entity_id', sa.Integer(), nullable=True),
    sa.Column('counterparty_id', sa.Integer(), nullable=True),
    sa.Column('contract_with', sa.String(length=32), nullable=True),
    sa.Column('kind', sa.String(length=32), nullable=True),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('contract_date', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('vat_rate_id', sa.Integer(), nullable=True),
    sa.Column('vat_percent', sa.Numeric(precision=5, scale=2), nullable=True),
    sa.Column('vat_amount', sa.BigInteger(), nullable=True),
    sa.Column('summary', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('remarks', sa.Text(), nullable=True),
    sa.Column('signatory_id', sa.Integer(), nullable=True),
    sa.Column('electronic_signature', sa.Boolean(), nullable=False),
    sa.Column('initiator_id', sa.Integer(), nullable=True),
    sa.Column('supervisor_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=64), nullable=False),
    sa.Column('status_changed_at', sa.DateTime(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('modified_at', sa.DateTime(), nullable=False),
    sa.Column('modified_by_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('custom', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.ForeignKeyConstraint(['counterparty_id'], ['counterparty.id'], name=op.f('fk_contract_counterparty_id')),
    sa.ForeignKeyConstraint(['initiator_id'], ['person.id'], name=op.f('fk_contract_initiator_id')),
    sa.ForeignKeyConstraint(['legal_entity_id'], ['legal_entity.id'], name=op.f('fk_contract_legal_entity_id')),
    sa.ForeignKeyConstraint(['signatory_id'], ['person.id'], name=op.f('fk_contract_signatory_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['contract_subject.id'], name=op.f('fk_contract_subject_id')),
    sa.ForeignKeyConstraint(['supervisor_id'], ['person.id'], name=op.f('fk_contract_supervisor_id')),
    sa.ForeignKeyConstraint(['vat_rate_id'], ['vat_rate.id'], name=op.f('fk_contract_vat_rate_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contract')),
    sa.UniqueConstraint('number', name=op.f('uq_contract_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('contract', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contract_counterparty_id'), ['counterparty_id'])
        batch_op.create_index('ix_contract_initiator_status', ['initiator_id', 'status', 'contract_date'])
        batch_op.create_index(batch_op.f('ix_contract_legal_entity_id'), ['legal_entity_id'])
        batch_op.create_index(batch_op.f('ix_contract_signatory_id'), ['signatory_id'])
        batch_op.create_index('ix_contract_status_changed', ['status', 'status_changed_at', 'id', 'initiator_id'])
        batch_op.create_index(batch_op.f('ix_contract_subject_id'), ['subject_id'])
        batch_op.create_index(batch_op.f('ix_contract_supervisor_id'), ['supervisor_id'])
        batch_op.create_index('ix_contract_totals', ['status', 'currency', 'initiator_id', 'amount'], postgresql_include=['id'])
        batch_op.create_index(batch_op.f('ix_contract_vat_rate_id'), ['vat_rate_id'])

    op.create_table('supplementary_agreement',
    sa.Column('contract_id', sa.Integer(), nullable=True),
    sa.Column('contract_number', sa.String(length=64), nullable=True),
    sa.Column('generate_number', sa.Boolean(), nullable=False),
    sa.Column('legal_entity_id', sa.Integer(), nullable=True),
    sa.Column('counterparty_id', sa.Integer(), nullable=True),
    sa.Column('contract_with', sa.String(length=32), nullable=True),
    sa.Column('kind', sa.String(length=32), nullable=True),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('contract_date', sa.Date(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('vat_rate_id', sa.Integer(), nullable=True),
    sa.Column('vat_percent', sa.Numeric(precision=5, scale=2), nullable=True),
    sa.Column('vat_amount', sa.BigInteger(), nullable=True),
    sa.Column('summary', sa.Text(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('remarks', sa.Text(), nullable=True),
    sa.Column('signatory_id', sa.Integer(), nullable=True),
    sa.Column('electronic_signature', sa.Boolean(), nullable=False),
    sa.Column('initiator_id', sa.Integer(), nullable=True),
    sa.Column('supervisor_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=64), nullable=False),
    sa.Column('status_changed_at', sa.DateTime(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('modified_at', sa.DateTime(), nullable=False),
    sa.Column('modified_by_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('custom', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_supplementary_agreement_contract_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['counterparty_id'], ['counterparty.id'], name=op.f('fk_supplementary_agreement_counterparty_id')),
    sa.ForeignKeyConstraint(['initiator_id'], ['person.id'], name=op.f('fk_supplementary_agreement_initiator_id')),
    sa.ForeignKeyConstraint(['legal_entity_id'], ['legal_entity.id'], name=op.f('fk_supplementary_agreement_legal_entity_id')),
    sa.ForeignKeyConstraint(['signatory_id'], ['person.id'], name=op.f('fk_supplementary_agreement_signatory_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['contract_subject.id'], name=op.f('fk_supplementary_agreement_subject_id')),
    sa.ForeignKeyConstraint(['supervisor_id'], ['person.id'], name=op.f('fk_supplementary_agreement_supervisor_id')),
    sa.ForeignKeyConstraint(['vat_rate_id'], ['vat_rate.id'], name=op.f('fk_supplementary_agreement_vat_rate_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplementary_agreement')),
    sa.UniqueConstraint('number', name=op.f('uq_supplementary_agreement_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('supplementary_agreement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_supplementary_agreement_contract_id'), ['contract_id'])
        batch_op.create_index(batch_op.f('ix_supplementary_agreement_counterparty_id'), ['counterparty_id'])
        batch_op.create_index('ix_supplementary_agreement_initiator_status', ['initiator_id', 'status', 'contract_date'])
        batch_op.create_index(batch_op.f('ix_supplementary_agreement_legal_entity_id'), ['legal_entity_id'])
        batch_op.create_index(batch_op.f('ix_supplementary_agreement_signatory_id'), ['signatory_id'])
        batch_op.create_index('ix_supplementary_agreement_status_changed', ['status', 'status_changed_at', 'id', 'initiator_id'])
        batch_op.create_index(batch_op.f('ix_supplementary_agreement_subject_id'), ['subject_id'])
        batch_op.create_index(batch_op.f('ix_supplementary_agreement_supervisor_id'), ['supervisor_id'])
        batch_op.create_index('ix_supplementary_agreement_totals', ['status', 'currency', 'initiator_id', 'amount'], postgresql_include=['id'])
        batch_op.create_index(batch_op.f('ix_supplementary_agreement_vat_rate_id'), ['vat_rate_id'])

    op.create_table('scheduled_payment',
    sa.Column('field', sa.String(length=64), nullable=False),
    sa.Column('planned_date', sa.Date(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('comment', sa.String(length=255), nullable=True),
    sa.Column('payment_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_type', sa.String(length=64), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_scheduled_payment_payment_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scheduled_payment')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('scheduled_payment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scheduled_payment_payment_id'), ['payment_id'])
        batch_op.create_index('ix_scheduled_payment_record', ['record_type', 'record_id', 'field', 'ordinal'])

    for table in _HOLDERS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN contract_id INTEGER"
            f" CONSTRAINT fk_{table}_contract_id REFERENCES contract (id)"
        )
        op.create_index(op.f(f"ix_{table}_contract_id"), table, ["contract_id"])


def downgrade():
    for table in _HOLDERS:
        op.drop_index(op.f(f"ix_{table}_contract_id"), table_name=table)
        op.drop_column(table, "contract_id")
    with op.batch_alter_table('scheduled_payment', schema=None) as batch_op:
        batch_op.drop_index('ix_scheduled_payment_record')
        batch_op.drop_index(batch_op.f('ix_scheduled_payment_payment_id'))

    op.drop_table('scheduled_payment')
    with op.batch_alter_table('supplementary_agreement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_supplementary_agreement_vat_rate_id'))
        batch_op.drop_index('ix_supplementary_agreement_totals', postgresql_include=['id'])
        batch_op.drop_index(batch_op.f('ix_supplementary_agreement_supervisor_id'))
        batch_op.drop_index(batch_op.f('ix_supplementary_agreement_subject_id'))
        batch_op.drop_index('ix_supplementary_agreement_status_changed')
        batch_op.drop_index(batch_op.f('ix_supplementary_agreement_signatory_id'))
        batch_op.drop_index(batch_op.f('ix_supplementary_agreement_legal_entity_id'))
        batch_op.drop_index('ix_supplementary_agreement_initiator_status')
        batch_op.drop_index(batch_op.f('ix_supplementary_agreement_counterparty_id'))
        batch_op.drop_index(batch_op.f('ix_supplementary_agreement_contract_id'))

    op.drop_table('supplementary_agreement')
    with op.batch_alter_table('contract', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contract_vat_rate_id'))
        batch_op.drop_index('ix_contract_totals', postgresql_include=['id'])
        batch_op.drop_index(batch_op.f('ix_contract_supervisor_id'))
        batch_op.drop_index(batch_op.f('ix_contract_subject_id'))
        batch_op.drop_index('ix_contract_status_changed')
        batch_op.drop_index(batch_op.f('ix_contract_signatory_id'))
        batch_op.drop_index(batch_op.f('ix_contract_legal_entity_id'))
        batch_op.drop_index('ix_contract_initiator_status')
        batch_op.drop_index(batch_op.f('ix_contract_counterparty_id'))

    op.drop_table('contract')
    with op.batch_alter_table('signatory', schema=None) as batch_op:
        batch_op.drop_index('ix_signatory_record')
        batch_op.drop_index(batch_op.f('ix_signatory_person_id'))

    op.drop_table('signatory')
    op.drop_table('legal_entity')
    op.drop_table('contract_subject')
