Profile: DccOrganization
Parent: Organization
Id: dcc-organization
Title: "Structure : établissement, entité juridique, 3C, réseau, cabinet"
Description: "Établissement (ET), entité juridique (EJ), 3C, réseau régional (RRC) ou cabinet. Le FINESS et l’IDNST vont ensemble."
* insert Active
* insert Imposes(fr-core-organization)
* obeys dcc-org-1 and dcc-org-2 and dcc-org-3 and dcc-org-4 and dcc-org-5
* type.coding from https://dcc.example.org/fhir/ValueSet/dcc-organization-type (required)
* identifier.system 1..1
* identifier.value 1..1

Invariant: dcc-org-1
Description: "Organization.name : le nom de la structure est obligatoire."
Severity: #error
Expression: "name.exists()"

Invariant: dcc-org-2
Description: "Organization.identifier (FINESS) : 9 caractères, chiffres ou département 2A ou 2B."
Severity: #error
Expression: "identifier.where(system='{{FINESS}}').all(value.matches('^([0-9]{2}|2A|2B)[0-9]{7}$'))"

Invariant: dcc-org-3
Description: "Organization.identifier (FINESS) : la clé (dernier chiffre) ne correspond pas au numéro."
Severity: #error
Expression: """
  identifier.where(system='{{FINESS}}' and value.matches('^[0-9]{9}$'))
    .all((value.substring(0,1).toInteger() + value.substring(2,1).toInteger()
    + value.substring(4,1).toInteger() + value.substring(6,1).toInteger() + value.substring(8,1).toInteger()
    + ((value.substring(1,1).toInteger() * 2) div 10) + ((value.substring(1,1).toInteger() * 2) mod 10)
    + ((value.substring(3,1).toInteger() * 2) div 10) + ((value.substring(3,1).toInteger() * 2) mod 10)
    + ((value.substring(5,1).toInteger() * 2) div 10) + ((value.substring(5,1).toInteger() * 2) mod 10)
    + ((value.substring(7,1).toInteger() * 2) div 10)
    + ((value.substring(7,1).toInteger() * 2) mod 10)) mod 10 = 0)
"""

Invariant: dcc-org-4
Description: "Organization.identifier (IDNST) : c’est « 1 » suivi du numéro FINESS de la structure."
Severity: #error
Expression: """
  identifier.where(system='{{IDNST}}' and value.startsWith('1'))
    .all(value.substring(1) in %resource.identifier.where(system='{{FINESS}}').value)
"""

Invariant: dcc-org-5
Description: "Organization.identifier : un établissement de santé porte son numéro FINESS."
Severity: #error
Expression: """
  type.coding.where(system='{{A01}}' and code='ETABLISSEMENT').exists()
    implies identifier.where(system='{{FINESS}}').exists()
"""
