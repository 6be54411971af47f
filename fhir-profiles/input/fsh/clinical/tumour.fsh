// Morphology and topography stand in two elements, each alone in its concept: a required binding then says all
// there is to say, and text alone stays possible (CDA: OTH and originalText).
Profile: DccTumour
Parent: Condition
Id: dcc-tumour
Title: "Tumeur : morphologie CIM-O-3, topographie CIM-10"
Description: "Une tumeur. Morphologie et topographie sont codées dans les listes nationales, ou écrites en toutes lettres."
* insert ClinicalEntry
* obeys dcc-tum-1 and dcc-tum-2 and dcc-tum-3 and dcc-tum-4 and dcc-tum-5
* code.coding from https://dcc.example.org/fhir/ValueSet/jdv-morphologie (required)
* bodySite.coding from https://dcc.example.org/fhir/ValueSet/jdv-tumeur (required)

Invariant: dcc-tum-1
Description: """
  Condition.code ou Condition.bodySite : une tumeur a une morphologie ou une topographie, codée ou en
  toutes lettres.
"""
Severity: #error
Expression: """
  code.coding.exists() or code.text.exists() or bodySite.coding.exists() or bodySite.text.exists()
"""

Invariant: dcc-tum-2
Description: "Condition.code : une seule morphologie CIM-O-3."
Severity: #error
Expression: "code.coding.count() <= 1"

Invariant: dcc-tum-3
Description: "Condition.bodySite : une seule topographie CIM-10 par tumeur."
Severity: #error
Expression: "bodySite.count() <= 1 and bodySite.coding.count() <= 1"

Invariant: dcc-tum-4
Description: """
  Condition.bodySite.extension (dcc-laterality) : la latéralité n’est pas dans la liste nationale (JDV
  Modificateur topographique).
"""
Severity: #error
Expression: """
  bodySite.{{ext:dcc-laterality}}.all(value.coding.where(system='{{SCT}}'
    and code.matches('^{{codes:jdv-modificateur-topographique}}$')).exists())
"""

Invariant: dcc-tum-5
Description: """
  Condition.clinicalStatus : l’état de la tumeur (active, recurrence, remission...) est obligatoire.
"""
Severity: #error
Expression: "clinicalStatus.coding.code.exists()"
