Profile: DccTreatment
Parent: Procedure
Id: dcc-treatment
Title: "Traitement antérieur ou en cours"
Description: "Traitement antérieur ou en cours, d’après la liste nationale ou en toutes lettres."
* insert ClinicalEntry
* obeys dcc-tre-1 and dcc-tre-2 and dcc-tre-3
* code.coding from https://dcc.example.org/fhir/ValueSet/jdv-type-traitement-frcp (required)

Invariant: dcc-tre-1
Description: """
  Procedure.code : le traitement est obligatoire, codé (JDV Type de traitement) ou en toutes lettres.
"""
Severity: #error
Expression: "code.coding.exists() or code.text.exists()"

Invariant: dcc-tre-2
Description: "Procedure.status : un traitement passé est in-progress, completed ou stopped."
Severity: #error
Expression: "status.matches('^(in-progress|completed|stopped)$')"

Invariant: dcc-tre-3
Description: "Procedure.code.text : précisez le traitement codé « autre »."
Severity: #error
Expression: "code.coding.where(code.startsWith('GEN-092')).exists() implies code.text.exists()"
