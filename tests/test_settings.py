from dataclasses import replace

import pytest
from flask import Flask

from app.core_settings import CORE
from app.declared_settings import (
    Setting,
    between,
    read_package_settings,
    refuse_undeclared,
    register_setting,
    setting_value,
)
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


class TestOfPackages:
    SETTING = Setting("DEALFLOW_SAMPLE_LIMIT", int, 3, takes="1–9", words="a limit", check=between("pieces", 1, 9))

    @pytest.fixture
    def package(self):
        app = Flask("sample")
        register_setting(app, self.SETTING)
        return app

    def test_it_is_read_from_the_environment(self, package, monkeypatch):
        monkeypatch.setenv("DEALFLOW_SAMPLE_LIMIT", "7")
        read_package_settings(package)
        with package.app_context():
            assert setting_value("DEALFLOW_SAMPLE_LIMIT") == 7

    @pytest.mark.parametrize(("value", "words"), [("10", "takes pieces from 1 to 9"), ("x", "takes a whole number")])
    def test_a_wrong_value_is_told_with_its_name(self, package, monkeypatch, value, words):
        monkeypatch.setenv("DEALFLOW_SAMPLE_LIMIT", value)
        with pytest.raises(SettingsError, match=f"DEALFLOW_SAMPLE_LIMIT: {words}"):
            read_package_settings(package)

    def test_what_nobody_declares_is_refused_with_what_was_meant(self, package, monkeypatch):
        monkeypatch.setenv("DEALFLOW_SAMPLE_LIMITS", "7")
        monkeypatch.setenv("DEALFLOW_QUITE_ELSE", "7")
        with pytest.raises(SettingsError) as refused:
            refuse_undeclared(package, CORE)
        assert "DEALFLOW_SAMPLE_LIMITS: there is no such setting. Did you mean DEALFLOW_SAMPLE_LIMIT?" in str(
            refused.value
        )
        assert "DEALFLOW_QUITE_ELSE: there is no such setting. Take it away" in str(refused.value)

    def test_what_is_declared_is_not(self, package, monkeypatch):
        monkeypatch.setenv("DEALFLOW_SAMPLE_LIMIT", "7")
        refuse_undeclared(package, CORE)

    def test_a_name_has_the_prefix(self, package):
        with pytest.raises(ValueError, match="must begin"):
            register_setting(package, replace(self.SETTING, name="LIMIT"))
