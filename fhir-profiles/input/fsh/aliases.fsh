// The canonical base: this line and src/canonical.ts, nothing else.
Alias: $DCC = https://dcc.example.org/fhir
Alias: $LNC = http://loinc.org
Alias: $CISIS = https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis
Alias: $DCC-CS = https://dcc.example.org/fhir/CodeSystem/dcc
Alias: $ActCode = http://terminology.hl7.org/CodeSystem/v3-ActCode
Alias: $impose = http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile
