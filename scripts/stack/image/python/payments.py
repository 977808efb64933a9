"""Payments with FastAPI: charge, liveness, metrics. Only to compare with."""

import hashlib

from fastapi import FastAPI, Header, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, generate_latest
from pydantic import BaseModel

app = FastAPI()
charges = Counter("payments_charges", "Charges by result", ["result"])


class Charge(BaseModel):
    order: str
    amount: int


@app.get("/livez")
def livez() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/charge")
def charge(body: Charge, idempotency_key: str = Header()) -> dict[str, str]:
    digest = hashlib.sha256(idempotency_key.encode()).hexdigest()
    charges.labels("success").inc()
    return {"status": "charged", "payment_ref": f"PAY-{digest[:8].upper()}"}


@app.get("/metrics")
def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
