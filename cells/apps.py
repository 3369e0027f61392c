from django.apps import AppConfig


class CellsConfig(AppConfig):
    name = "cells"

    def ready(self) -> None:
        from cells import checks  # noqa: F401, PLC0415 - models are there now; importing registers
