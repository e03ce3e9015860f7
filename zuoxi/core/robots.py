"""Group robots of WeCom, DingTalk and Feishu (P-09): the format each expects, and how it is signed.

WeCom: https://developer.work.weixin.qq.com/document/path/91770 (the key stands in the address, nothing is signed).
DingTalk: https://open.dingtalk.com/document/robots/customize-robot-security-settings: `timestamp` in ms and `sign` in the query, the sign being
base64(HMAC-SHA256(key=secret, message="timestamp\\nsecret")).
Feishu: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: `timestamp` in s and `sign` in the body, the sign being
base64(HMAC-SHA256(key="timestamp\\nsecret", message="")).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings

from zuoxi.core import egress
from zuoxi.core.models import Flavour, NoticeWebhook
from zuoxi.engine.finding import Refusal

MOST_TEXT = 1800
"""Characters; WeCom takes 2048 bytes at the least, which is checked in bytes below."""
MOST_BYTES = 2000


def post(robot: NoticeWebhook, text: str, *, now: datetime) -> None:
    """Tell the group; a refusal says what the robot or the way to it did not like."""
    url, body = message(robot, text, now=now)
    answer = egress.post(url, body, allowed=settings.WEBHOOK_HOSTS)
    if not 200 <= answer.status_code < 300:
        raise Refusal("webhook.refused", status=answer.status_code, answer=answer.text[:100])
    code, said = verdict(answer.text)
    if code != 0:
        raise Refusal("webhook.refused", status=code, answer=said[:100])


def message(robot: NoticeWebhook, text: str, *, now: datetime) -> tuple[str, dict[str, Any]]:
    """The address and the JSON of a text to a robot of this flavour."""
    words = shortened(text)
    if robot.flavour == Flavour.FEISHU:
        return robot.url, {**_feishu_signed(robot.secret, now), "msg_type": "text", "content": {"text": words}}
    body = {"msgtype": "text", "text": {"content": words}}
    return (_dingtalk_signed(robot.url, robot.secret, now) if robot.flavour == Flavour.DINGTALK else robot.url), body


def shortened(text: str) -> str:
    """As much as every robot takes."""
    return text[:MOST_TEXT].encode()[:MOST_BYTES].decode(errors="ignore")


def _dingtalk_signed(url: str, secret: str, now: datetime) -> str:
    if not secret:
        return url
    stamp = str(int(now.timestamp() * 1000))
    sign = _hmac(key=secret, message=f"{stamp}\n{secret}")
    parts = urlsplit(url)
    query = f"{parts.query}&" if parts.query else ""
    return urlunsplit(parts._replace(query=query + urlencode({"timestamp": stamp, "sign": sign})))


def _feishu_signed(secret: str, now: datetime) -> dict[str, str]:
    if not secret:
        return {}
    stamp = str(int(now.timestamp()))
    return {"timestamp": stamp, "sign": _hmac(key=f"{stamp}\n{secret}", message="")}


def _hmac(*, key: str, message: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()


def verdict(answer: str) -> tuple[int, str]:
    """Code and words of a robot's answer: all three answer 200 with a code, 0 being well; what is no JSON is not well."""
    try:
        found = json.loads(answer)
    except ValueError:
        return -1, answer
    if not isinstance(found, dict):
        return -1, answer
    code = found.get("errcode", found.get("code", found.get("StatusCode", -1)))
    return (code if isinstance(code, int) else -1), str(found.get("errmsg", found.get("msg", answer)))
