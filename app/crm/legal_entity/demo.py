"""The demo company that sells."""

from app.crm.legal_entity.record_type import legal_entity
from app.records.demo import Demo


def load(demo: Demo) -> None:
    """Make it."""
    director = demo.people["director"]
    demo.add(
        legal_entity,
        {
            "full_organization_name": "ООО «Здоровый перекус»",
            "short_organization_name": "Здоровый перекус",
            "name_en": "Healthy Snack LLC",
            "juridical_address": "117997, г. Москва, ул. Вавилова, д. 19",
            "inn": "7727563778",
            "kpp": "772701001",
            "ogrn": "1027700132195",
            "phone": "+7 495 500-60-70",
            "email": "office@snack.example",
            "general_director": director,
            "contract_prefix": "ЗП-",
            "signatories": [
                {
                    "person": director,
                    "position": "Генеральный директор",
                    "name_in_genitive": "Алексеева Бориса Павловича",
                    "basis": "Устава",
                }
            ],
            "bank_accounts": [
                {
                    "bank_title": "ПАО Сбербанк",
                    "bank_id": "044525225",
                    "account_number": "40702810438000060473",
                    "correspondent_account": "30101810400000000225",
                    "main": True,
                }
            ],
        },
    )
