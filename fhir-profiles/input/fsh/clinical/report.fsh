Profile: DccReportConclusion
Parent: Observation
Id: dcc-report-conclusion
Title: "Conclusion de compte rendu : CRO, CR-ACP, CR-GM"
Description: "Conclusion d’un compte rendu opératoire, d’anatomie pathologique ou de génétique moléculaire."
* insert ClinicalEntry
* obeys dcc-con-1 and dcc-con-2 and dcc-con-3 and dcc-con-4
* value[x] only string

Invariant: dcc-con-1
Description: "Observation.code : conclusion de CRO (10218-6) ou de CR-ACP et CR-GM (22637-3)."
Severity: #error
Expression: """
  code.coding.where(system='http://loinc.org' and code.matches('^(10218-6|22637-3)$')).count() = 1
"""

Invariant: dcc-con-2
Description: "Observation.value : le texte de la conclusion est obligatoire."
Severity: #error
Expression: "value.exists()"

Invariant: dcc-con-3
Description: "Observation.performer : l’auteur du compte rendu (PractitionerRole) est obligatoire."
Severity: #error
Expression: "performer.{{ref:PractitionerRole}}.exists()"

Invariant: dcc-con-4
Description: "Observation.effective : la date de l’acte ou de l’analyse est obligatoire."
Severity: #error
Expression: "effective.exists()"
