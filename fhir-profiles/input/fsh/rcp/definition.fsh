Profile: DccRcpDefinition
Parent: HealthcareService
Id: dcc-rcp-definition
Title: "RCP du catalogue"
Description: "Entrée du catalogue des RCP : identifiant national, nature, appareil ou thème, thématique, règle de quorum."
* insert Active
* insert Imposes(fr-core-healthcare-service)
* obeys dcc-rcp-1 and dcc-rcp-2 and dcc-rcp-3 and dcc-rcp-4 and dcc-rcp-5 and dcc-rcp-6
* obeys dcc-rcp-7 and dcc-rcp-8 and dcc-rcp-9 and dcc-rcp-10 and dcc-rcp-11 and dcc-rcp-12
* obeys dcc-rcp-13 and dcc-rcp-14
* extension contains Dcc3c named gestionnaire 0..1 and DccQuorumRule named quorumRule 0..1 and
    DccForm named form 0..*

Invariant: dcc-rcp-1
Description: """
  HealthcareService.identifier : l’identifiant de la RCP dans l’annuaire national est obligatoire.
"""
Severity: #error
Expression: "identifier.where(system='{{RCP}}' and value.exists()).count() = 1"

Invariant: dcc-rcp-2
Description: "HealthcareService.name : le nom de la RCP est obligatoire."
Severity: #error
Expression: "name.exists()"

Invariant: dcc-rcp-3
Description: "HealthcareService.active : dites si la RCP est active."
Severity: #error
Expression: "active.exists()"

Invariant: dcc-rcp-4
Description: "HealthcareService.providedBy : l’établissement organisateur est obligatoire."
Severity: #error
Expression: "providedBy.{{ref:Organization}}.exists()"

Invariant: dcc-rcp-5
Description: "HealthcareService.category : TRE_R213, 39 (RCP) ou 40 (RCP de recours), une seule fois."
Severity: #error
Expression: "category.coding.{{r213}}.count() = 1"

Invariant: dcc-rcp-6
Description: "HealthcareService.type : un seul concept, qui porte tous les codes de la RCP."
Severity: #error
Expression: "type.count() = 1"

Invariant: dcc-rcp-7
Description: """
  HealthcareService.type : la nature de la RCP (ORG-117 ou ORG-132) est obligatoire, une seule fois.
"""
Severity: #error
Expression: "type.coding.{{nature}}.count() = 1"

Invariant: dcc-rcp-8
Description: """
  HealthcareService.type : une RCP d’appareil porte son appareil, une RCP transversale son thème de soins.
"""
Severity: #error
Expression: """
  (type.coding.{{nature}}.where(code='ORG-117').exists() implies type.coding.{{appareil}}.exists())
    and (type.coding.{{nature}}.where(code='ORG-132').exists() implies type.coding.{{topic}}.exists())
"""

Invariant: dcc-rcp-9
Description: """
  HealthcareService.type : la thématique régionale (dcc-thematic) est obligatoire, une seule fois.
"""
Severity: #error
Expression: """
  type.coding.where(system='{{THEMATIC}}').where(code.matches('^{{codes:THEMATIC}}$')).count() = 1
    and type.coding.where(system='{{THEMATIC}}').count() = 1
"""

Invariant: dcc-rcp-10
Description: "HealthcareService.type : un organe n’est pas dans la liste nationale (JDV RCP organe)."
Severity: #error
Expression: """
  type.coding.where(system='{{SCT}}').all(code.matches('^{{codes:jdv-rcp-appareil}}$')
    or code.matches('^{{codes:jdv-rcp-organe}}$'))
"""

Invariant: dcc-rcp-11
Description: """
  HealthcareService.characteristic : le type de RCP (standard, recours, rare, pediatric) est obligatoire,
  une seule fois.
"""
Severity: #error
Expression: """
  characteristic.coding.where(system='{{DCC}}'
    and code.matches('^(standard|recours|rare|pediatric)$')).count() = 1
"""

Invariant: dcc-rcp-12
Description: "HealthcareService.category : une RCP de recours, et elle seule, est codée 40."
Severity: #error
Expression: """
  characteristic.coding.where(code='recours').exists() = category.coding.where(system='{{R213}}'
    and code='40').exists()
"""

Invariant: dcc-rcp-13
Description: "HealthcareService.extension (dcc-3c) : le 3C gestionnaire est obligatoire."
Severity: #error
Expression: "{{ext:dcc-3c}}.value.{{ref:Organization}}.count() = 1"

Invariant: dcc-rcp-14
Description: """
  HealthcareService.extension (dcc-quorum-rule) : la règle de quorum est obligatoire, avec sa version
  (adresse|version).
"""
Severity: #error
Expression: "{{ext:dcc-quorum-rule}}.value.where($this.matches('^[^|]+[|][^|]+$')).count() = 1"
