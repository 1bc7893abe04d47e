"""assignments

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('assignment',
    sa.Column('title', sa.String(length=255), nullable=False),
    sa.Column('description', sa.Text(), nullable=True),
    sa.Column('priority', sa.String(length=16), nullable=False),
    sa.Column('due_date', sa.DateTime(), nullable=True),
    sa.Column('initiator_id', sa.Integer(), nullable=True),
    sa.Column('performer_id', sa.Integer(), nullable=True),
    sa.Column('verifier_id', sa.Integer(), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('lead_id', sa.Integer(), nullable=True),
    sa.Column('deal_id', sa.Integer(), nullable=True),
    sa.Column('order_id', sa.Integer(), nullable=True),
    sa.Column('payment_id', sa.Integer(), nullable=True),
    sa.Column('contract_id', sa.Integer(), nullable=True),
    sa.Column('counterparty_id', sa.Integer(), nullable=True),
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
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_assignment_contract_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['counterparty_id'], ['counterparty.id'], name=op.f('fk_assignment_counterparty_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['deal_id'], ['deal.id'], name=op.f('fk_assignment_deal_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['initiator_id'], ['person.id'], name=op.f('fk_assignment_initiator_id')),
    sa.ForeignKeyConstraint(['lead_id'], ['lead.id'], name=op.f('fk_assignment_lead_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['order_id'], ['sales_order.id'], name=op.f('fk_assignment_order_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['parent_id'], ['assignment.id'], name=op.f('fk_assignment_parent_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['payment_id'], ['payment.id'], name=op.f('fk_assignment_payment_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['performer_id'], ['person.id'], name=op.f('fk_assignment_performer_id')),
    sa.ForeignKeyConstraint(['verifier_id'], ['person.id'], name=op.f('fk_assignment_verifier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('number', name=op.f('uq_assignment_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_contract_id'), ['contract_id'])
        batch_op.create_index(batch_op.f('ix_assignment_counterparty_id'), ['counterparty_id'])
        batch_op.create_index(batch_op.f('ix_assignment_deal_id'), ['deal_id'])
        batch_op.create_index('ix_assignment_due', ['due_date', 'id', 'performer_id', 'status'])
        batch_op.create_index(batch_op.f('ix_assignment_initiator_id'), ['initiator_id'])
        batch_op.create_index(batch_op.f('ix_assignment_lead_id'), ['lead_id'])
        batch_op.create_index(batch_op.f('ix_assignment_order_id'), ['order_id'])
        batch_op.create_index(batch_op.f('ix_assignment_parent_id'), ['parent_id'])
        batch_op.create_index(batch_op.f('ix_assignment_payment_id'), ['payment_id'])
        batch_op.create_index('ix_assignment_performer_status', ['performer_id', 'status', 'due_date'])
        batch_op.create_index('ix_assignment_status_changed', ['status', 'status_changed_at', 'id', 'performer_id'])
        batch_op.create_index(batch_op.f('ix_assignment_verifier_id'), ['verifier_id'])



def downgrade():
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_verifier_id'))
        batch_op.drop_index('ix_assignment_status_changed')
        batch_op.drop_index('ix_assignment_performer_status')
        batch_op.drop_index(batch_op.f('ix_assignment_payment_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_parent_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_order_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_lead_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_initiator_id'))
        batch_op.drop_index('ix_assignment_due')
        batch_op.drop_index(batch_op.f('ix_assignment_deal_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_counterparty_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_contract_id'))

    op.drop_table('assignment')
