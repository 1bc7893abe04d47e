"""The lifecycle in force, and what is said while there is none."""

import pytest

from app.engine import NotFound
from app.records.lifecycle.current import find_lifecycle, lifecycle_of


def test_a_type_without_a_lifecycle_says_which_file_is_missing(crm):
    assert find_lifecycle("parcel") is None
    with pytest.raises(NotFound, match=r"parcel\.lifecycle\.yaml"):
        lifecycle_of("parcel")
