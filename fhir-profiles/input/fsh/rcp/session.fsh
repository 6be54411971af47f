Profile: DccRcpSession
Parent: Encounter
Id: dcc-rcp-session
Title: "Séance de RCP"
Description: "Séance : quand, où, qui était là et à quel titre. Les dossiers en sont des passages (dcc-rcp-case)."
* insert Active
* insert Imposes(fr-core-encounter)
* obeys dcc-ses-1 and dcc-ses-2 and dcc-ses-3 and dcc-ses-4 and dcc-ses-5 and dcc-ses-6
* obeys dcc-ses-7 and dcc-ses-8 and dcc-ses-9 and dcc-ses-10 and dcc-ses-11 and dcc-ses-12
* obeys dcc-ses-13 and dcc-ses-14 and dcc-ses-15 and dcc-ses-16 and dcc-ses-17 and dcc-ses-18
* obeys dcc-ses-19 and dcc-ses-20
* identifier.type 1..1
* identifier.system 1..1
* identifier.value 1..1
* extension contains DccRcp named rcp 0..1 and Dcc3c named gestionnaire 0..1

Invariant: dcc-ses-1
Description: "Encounter.type : une séance est codée TRE_R213 39 ou 40 et porte l’identifiant de sa RCP."
Severity: #error
Expression: "type.coding.{{r213}}.exists() and type.coding.where(system='{{RCP}}').exists()"

Invariant: dcc-ses-2
Description: "Encounter.participant : une séance a exactement un responsable (PPRF)."
Severity: #error
Expression: "participant.where(type.coding.where(code='PPRF').exists()).count() = 1"

Invariant: dcc-ses-3
Description: """
  Encounter.participant.extension (dcc-attendance) : une séance terminée a une présence saisie pour chaque
  participant.
"""
Severity: #error
Expression: "status = 'finished' implies participant.all({{ext:dcc-attendance}}.exists())"

Invariant: dcc-ses-4
Description: "Encounter.type : un seul concept, avec le code dcc#rcp-session."
Severity: #error
Expression: "type.count() = 1 and type.coding.where(system='{{DCC}}' and code='rcp-session').exists()"

Invariant: dcc-ses-5
Description: "Encounter.type : la nature de la RCP (ORG-117 ou ORG-132) est obligatoire, une seule fois."
Severity: #error
Expression: "type.coding.{{nature}}.count() = 1"

Invariant: dcc-ses-6
Description: """
  Encounter.type : une RCP d’appareil porte son appareil, une RCP transversale son thème de soins.
"""
Severity: #error
Expression: """
  (type.coding.{{nature}}.where(code='ORG-117').exists() implies type.coding.{{appareil}}.exists())
    and (type.coding.{{nature}}.where(code='ORG-132').exists() implies type.coding.{{topic}}.exists())
"""

Invariant: dcc-ses-7
Description: "Encounter.type : la thématique régionale (dcc-thematic) est obligatoire, une seule fois."
Severity: #error
Expression: """
  type.coding.where(system='{{THEMATIC}}').where(code.matches('^{{codes:THEMATIC}}$')).count() = 1
    and type.coding.where(system='{{THEMATIC}}').count() = 1
"""

Invariant: dcc-ses-8
Description: "Encounter.identifier : l’identifiant de la séance est obligatoire."
Severity: #error
Expression: "identifier.where(system='{{SESSION}}' and value.exists()).count() = 1"

Invariant: dcc-ses-9
Description: "Encounter.class : une séance est virtuelle (VR)."
Severity: #error
Expression: "class.code = 'VR'"

Invariant: dcc-ses-10
Description: "Encounter.subject : une séance n’a pas de patient ; chaque dossier a son propre passage."
Severity: #error
Expression: "subject.empty()"

Invariant: dcc-ses-11
Description: "Encounter.period.start : la date et l’heure de la séance sont obligatoires."
Severity: #error
Expression: "period.start.exists()"

Invariant: dcc-ses-12
Description: "Encounter.period.end : la fin d’une séance terminée est obligatoire, et suit son début."
Severity: #error
Expression: "status = 'finished' implies (period.end.exists() and period.start <= period.end)"

Invariant: dcc-ses-13
Description: "Encounter.serviceProvider : l’établissement organisateur est obligatoire."
Severity: #error
Expression: "serviceProvider.{{ref:Organization}}.exists()"

Invariant: dcc-ses-14
Description: "Encounter.extension (dcc-rcp) : la RCP de la séance est obligatoire."
Severity: #error
Expression: "{{ext:dcc-rcp}}.value.{{ref:HealthcareService}}.count() = 1"

Invariant: dcc-ses-15
Description: "Encounter.extension (dcc-3c) : le 3C gestionnaire est obligatoire."
Severity: #error
Expression: "{{ext:dcc-3c}}.value.{{ref:Organization}}.count() = 1"

Invariant: dcc-ses-16
Description: "Encounter.participant.type : un participant est PPRF, SPRF ou CON."
Severity: #error
Expression: "participant.all(type.coding.where(code.matches('^(PPRF|SPRF|CON)$')).count() = 1)"

Invariant: dcc-ses-17
Description: """
  Encounter.participant.individual : un participant est désigné par son lieu d’exercice
  (PractitionerRole).
"""
Severity: #error
Expression: "participant.all(individual.{{ref:PractitionerRole}}.exists())"

Invariant: dcc-ses-18
Description: """
  Encounter.participant.extension (dcc-attendance) : mode present, visio, written-opinion, excused ou
  absent, et quorum oui ou non.
"""
Severity: #error
Expression: """
  participant.{{ext:dcc-attendance}}.all(extension.where(url='mode')
    .value.where($this.matches('^(present|visio|written-opinion|excused|absent)$')).count() = 1
    and extension.where(url='quorum').value.count() = 1)
"""

Invariant: dcc-ses-19
Description: """
  Encounter.participant.extension (dcc-attendance) : qui compte dans le quorum a sa spécialité du jour
  (TRE_R38).
"""
Severity: #error
Expression: """
  participant.{{ext:dcc-attendance}}.where(extension.where(url='quorum').value = true).all(extension
    .where(url='specialty').value.{{r38}}.exists())
"""

Invariant: dcc-ses-20
Description: """
  Encounter.participant.extension (dcc-attendance) : un absent ou un excusé ne compte pas dans le quorum.
"""
Severity: #error
Expression: """
  participant.{{ext:dcc-attendance}}.where(extension.where(url='mode')
    .value.where($this.matches('^(excused|absent)$')).exists()).all(extension.where(url='quorum').value
    = false)
"""
