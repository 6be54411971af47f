// The key of an RPPS number is not checked: numbers published by the national directory do not all follow Luhn.
Profile: DccPractitioner
Parent: Practitioner
Id: dcc-practitioner
Title: "Professionnel"
Description: "Personne, avec son RPPS et son IDNPS quand elle en a. Ses lieux d’exercice sont des PractitionerRole."
* insert Active
* insert Imposes(fr-core-practitioner)
* obeys dcc-prac-1 and dcc-prac-2 and dcc-prac-3 and dcc-prac-4 and dcc-prac-5
* identifier.system 1..1
* identifier.value 1..1

Invariant: dcc-prac-1
Description: "Practitioner.name.family : le nom du professionnel est obligatoire."
Severity: #error
Expression: "name.family.exists()"

Invariant: dcc-prac-2
Description: "Practitioner.identifier (RPPS) : 11 chiffres."
Severity: #error
Expression: "identifier.where(system='{{RPPS}}').all(value.matches('^[0-9]{11}$'))"

Invariant: dcc-prac-3
Description: "Practitioner.identifier (IDNPS) : c’est « 8 » suivi du numéro RPPS du professionnel."
Severity: #error
Expression: """
  identifier.where(system='{{IDNPS}}' and value.startsWith('8'))
    .all(value.substring(1) in %resource.identifier.where(system='{{RPPS}}').value)
"""

Invariant: dcc-prac-4
Description: "Practitioner.name.prefix : la civilité est M ou MME."
Severity: #error
Expression: "name.prefix.all($this.matches('^{{codes:jdv-j245}}$'))"

Invariant: dcc-prac-5
Description: "Practitioner.name.suffix : le titre est DR, PR, MC, MG, PC ou PG."
Severity: #error
Expression: "name.suffix.all($this.matches('^{{codes:jdv-j246}}$'))"

Profile: DccPractitionerRole
Parent: PractitionerRole
Id: dcc-practitioner-role
Title: "Lieu d’exercice d’un professionnel"
Description: "Un professionnel dans une structure, avec sa profession et sa spécialité. C’est lui que désignent séances et fiches."
* insert Active
* insert Imposes(fr-core-practitioner-role)
* obeys dcc-role-1 and dcc-role-2 and dcc-role-3 and dcc-role-4
* code.coding from https://dcc.example.org/fhir/ValueSet/dcc-profession (required)
* specialty.coding from https://dcc.example.org/fhir/ValueSet/tre-r38 (required)

Invariant: dcc-role-1
Description: "PractitionerRole.practitioner : le professionnel est obligatoire."
Severity: #error
Expression: "practitioner.{{ref:Practitioner}}.exists()"

Invariant: dcc-role-2
Description: "PractitionerRole.organization : la structure d’exercice est obligatoire."
Severity: #error
Expression: "organization.{{ref:Organization}}.exists()"

Invariant: dcc-role-3
Description: "PractitionerRole.code : la profession (TRE_G15) ou le rôle (TRE_R85) est obligatoire."
Severity: #error
Expression: "code.coding.where(system='{{G15}}' or system='{{R85}}').exists()"

Invariant: dcc-role-4
Description: "PractitionerRole.specialty : la spécialité (TRE_R38) d’un médecin est obligatoire."
Severity: #error
Expression: """
  code.coding.where(system='{{G15}}' and code='10').exists() implies specialty.coding
    .where(system='{{R38}}').exists()
"""
