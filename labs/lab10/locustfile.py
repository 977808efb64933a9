"""Visitors of QuickTicket for Locust: seven look, two reserve, one buys.

A sold-out event (409) is the shop's answer and no failure; what is a failure is
a 5xx, a refused connection, a timeout. A locust run without a purchase is no
success, whatever its latency: look at the row "pay".
"""

import os
import random

from locust import HttpUser, between, task

# Events with many seats; 1, 2 and 4 sell out within seconds.
EVENTS = [int(event) for event in os.environ.get("EVENTS", "3,5,6").split(",")]


class Visitor(HttpUser):
    """Comes, looks, thinks, and now and then buys."""

    wait_time = between(0.5, 2)

    @task(7)
    def look(self):
        self.client.get("/events", name="list")

    @task(2)
    def reserve(self):
        self.reserved()

    @task(1)
    def buy(self):
        reservation = self.reserved()
        if reservation is not None:
            self.client.post(f"/reserve/{reservation}/pay", name="pay")

    def reserved(self):
        """The id of a reservation; None when there was none to be had."""
        with self.client.post(
            f"/events/{random.choice(EVENTS)}/reserve",
            json={"quantity": 1},
            name="reserve",
            catch_response=True,
        ) as answer:
            if answer.status_code == 409:
                answer.success()
                return None
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
                return None
            return answer.json()["reservation_id"]
