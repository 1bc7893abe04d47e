import pytest

from app.settings import SettingsError, read_settings


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DEALFLOW_DATA", str(tmp_path))


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("", ()),
        ("crm.example.com", ("crm.example.com",)),
        ("crm.example.com,.internal.example,10.0.0.1", ("crm.example.com", ".internal.example", "10.0.0.1")),
    ],
)
def test_allowed_hosts_are_a_list_of_names(monkeypatch, text, hosts):
    monkeypatch.setenv("DEALFLOW_ALLOWED_HOSTS", text)
    assert read_settings().allowed_hosts == hosts


@pytest.mark.parametrize(
    "text", ["https://crm.example.com", "crm.example.com/x", "a b", "*", "crm.example.com:443", "-"]
)
def test_what_is_no_name_of_a_host_is_refused_in_words(monkeypatch, text):
    monkeypatch.setenv("DEALFLOW_ALLOWED_HOSTS", text)
    with pytest.raises(SettingsError, match="DEALFLOW_ALLOWED_HOSTS: takes names"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("SESSION_IDLE", "4"), ("SESSION_IDLE", "43201"), ("SESSION_LIFETIME", "0"), ("SESSION_LIFETIME", "x")],
)
def test_limits_of_sessions_have_bounds(monkeypatch, name, value):
    monkeypatch.setenv(f"DEALFLOW_{name}", value)
    with pytest.raises(SettingsError, match=f"DEALFLOW_{name}"):
        read_settings()
