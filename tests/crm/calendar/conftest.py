"""Activities to be shown in calendars."""

from tests.crm.activity.conftest import deal_id as deal_id
from tests.crm.activity.conftest import noon as noon
from tests.crm.activity.conftest import plan as plan
