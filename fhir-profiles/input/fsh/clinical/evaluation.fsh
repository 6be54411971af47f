Profile: DccEcog
Parent: Observation
Id: dcc-ecog
Title: "Indice de performance ECOG OMS"
Description: "État général du patient, de 0 à 5."
* insert ClinicalEntry
* obeys dcc-eco-1
* code = $LNC#89262-0
* value[x] only CodeableConcept
* value[x] from https://dcc.example.org/fhir/ValueSet/jdv-indice-performance-ecog (required)

Invariant: dcc-eco-1
Description: "Observation.value : l’indice de performance (0 à 5) est obligatoire."
Severity: #error
Expression: "value.exists()"

Profile: DccG8
Parent: Observation
Id: dcc-g8
Title: "Score G8 (Oncodage)"
Description: "Score total du dépistage gériatrique ; il se décide sur le nombre décimal, jamais sur un arrondi."
* insert ClinicalEntry
* obeys dcc-g8-1 and dcc-g8-2 and dcc-g8-3
* code = $DCC-CS#g8-total
* value[x] only Quantity

Invariant: dcc-g8-1
Description: "Observation.value : le score total est obligatoire."
Severity: #error
Expression: "value.exists()"

Invariant: dcc-g8-2
Description: "Observation.value : un score G8 va de 0 à 17 par demi-point."
Severity: #error
Expression: "value.all(value >= 0 and value <= 17 and ((value * 2) mod 1) = 0)"

Invariant: dcc-g8-3
Description: "Observation.code.text : le nom de l’outil d’évaluation est obligatoire."
Severity: #error
Expression: "code.text.exists()"

Profile: DccGeriatricEvaluation
Parent: Observation
Id: dcc-geriatric-evaluation
Title: "Autre évaluation gériatrique"
Description: "Résultat d’un autre outil d’évaluation gériatrique."
* insert ClinicalEntry
* obeys dcc-ger-1 and dcc-ger-2
* code = $LNC#84121-3
* value[x] only CodeableConcept

Invariant: dcc-ger-1
Description: "Observation.value : le résultat de l’évaluation est obligatoire."
Severity: #error
Expression: "value.coding.exists() or value.text.exists()"

Invariant: dcc-ger-2
Description: "Observation.code.text : le nom de l’outil d’évaluation est obligatoire."
Severity: #error
Expression: "code.text.exists()"

Profile: DccPregnancy
Parent: Observation
Id: dcc-pregnancy
Title: "Grossesses : gestité, parité, projet"
Description: "Gestité, parité ou projet de grossesse."
* insert ClinicalEntry
* obeys dcc-gro-1 and dcc-gro-2 and dcc-gro-3

Invariant: dcc-gro-1
Description: "Observation.code : gestité (11996-6), parité (11977-6) ou projet de grossesse (ORG-173)."
Severity: #error
Expression: """
  code.coding.where((system='http://loinc.org' and code.matches('^(11996-6|11977-6)$'))
    or (system='{{CISIS}}' and code='ORG-173')).count() = 1
"""

Invariant: dcc-gro-2
Description: "Observation.value : la gestité et la parité sont des nombres entiers, de 0 à 30."
Severity: #error
Expression: """
  code.coding.where(system='http://loinc.org').exists() implies (value is integer and value >= 0
    and value <= 30)
"""

Invariant: dcc-gro-3
Description: "Observation.value : le projet de grossesse est vrai ou faux."
Severity: #error
Expression: "code.coding.where(code='ORG-173').exists() implies value is boolean"
