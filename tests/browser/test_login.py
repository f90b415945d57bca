"""Signing in and out as a person does it."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect


@pytest.fixture
def account(transactional_db: None) -> str:
    get_user_model().objects.create_user("registrar", password="quite a long one", is_staff=True)
    return "registrar"


def test_signing_in_to_the_admin_leaves_an_empty_console(account: str, page: Page) -> None:
    page.goto("/admin/login/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", "quite a long one")
    page.click("[type=submit]")
    expect(page).to_have_url(re.compile(r"/admin/$"))
