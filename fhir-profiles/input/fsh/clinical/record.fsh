Profile: DccRecordComplete
Parent: Observation
Id: dcc-record-complete
Title: "Dossier complet"
Description: "Le dossier présenté est-il complet, et sinon ce qui manque."
* insert ClinicalEntry
* obeys dcc-com-1 and dcc-com-2
* code = $CISIS#GEN-100
* value[x] only boolean

Invariant: dcc-com-1
Description: "Observation.value : dites si le dossier est complet."
Severity: #error
Expression: "value.exists()"

Invariant: dcc-com-2
Description: "Observation.note : dites ce qui manque à un dossier incomplet."
Severity: #error
Expression: "value = false implies note.text.exists()"

Profile: DccQuorum
Parent: Observation
Id: dcc-quorum
Title: "Quorum du passage"
Description: "Quorum évalué pour ce passage, avec la règle appliquée et les compétences comptées."
* insert ClinicalEntry
* obeys dcc-quo-1 and dcc-quo-2 and dcc-quo-3 and dcc-quo-4 and dcc-quo-5
* code = $CISIS#ORG-125
* value[x] only CodeableConcept
* value[x] from https://dcc.example.org/fhir/ValueSet/jdv-statut-quorum (required)
* extension contains DccQuorumRule named rule 0..1

Invariant: dcc-quo-1
Description: """
  Observation.value : le quorum est atteint (ORG-126), non atteint (ORG-133) ou inconnu (GEN-010).
"""
Severity: #error
Expression: "value.exists()"

Invariant: dcc-quo-2
Description: """
  Observation.extension (dcc-quorum-rule) : la règle appliquée est obligatoire, avec sa version
  (adresse|version).
"""
Severity: #error
Expression: """
  value.coding.where(code='GEN-010').exists() or {{ext:dcc-quorum-rule}}
    .value.where($this.matches('^[^|]+[|][^|]+$')).count() = 1
"""

Invariant: dcc-quo-3
Description: "Observation.component : un quorum atteint montre les compétences comptées."
Severity: #error
Expression: """
  value.coding.where(code='ORG-126').exists() implies component.where(code.coding.where(system='{{DCC}}'
    and code='quorum-evidence').exists()).exists()
"""

Invariant: dcc-quo-4
Description: """
  Observation.component : chaque compétence comptée porte sa spécialité et la personne, en toutes lettres.
"""
Severity: #error
Expression: """
  component.where(code.coding.where(code='quorum-evidence').exists()).all(value.coding
    .where(code.exists()).exists() and value.text.exists())
"""

Invariant: dcc-quo-5
Description: "Observation.note : dites ce qui manque à un quorum non atteint."
Severity: #error
Expression: "value.coding.where(code='ORG-133').exists() implies note.text.exists()"
