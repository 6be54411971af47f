// What several profiles share.

// Conformance to a FR Core 2.1.0 profile is declared, not inherited: FR Core is not on npm and nothing is vendored
// (docs/adr). Tests validate the examples against the official package where the kit is.
RuleSet: Imposes(id)
* ^extension[+].url = $impose
* ^extension[=].valueCanonical = "https://hl7.fr/ig/fhir/core/StructureDefinition/{id}"

RuleSet: Active
* ^status = #active
* ^experimental = false
* ^publisher = "DCC"

// A clinical entry of the fiche: of a patient, in a case.
RuleSet: ClinicalEntry
* insert Active
* obeys dcc-clin-1 and dcc-clin-2

Invariant: dcc-clin-1
Description: "subject : le patient (Patient) est obligatoire."
Severity: #error
Expression: "subject.where(reference.startsWith('Patient/') or reference.startsWith('urn:uuid:')).exists()"

Invariant: dcc-clin-2
Description: "encounter : le passage en RCP (Encounter) est obligatoire."
Severity: #error
Expression: """
  encounter.where(reference.startsWith('Encounter/') or reference.startsWith('urn:uuid:')).exists()
"""
