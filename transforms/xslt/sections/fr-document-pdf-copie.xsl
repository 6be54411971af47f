<?xml version="1.0" encoding="UTF-8"?>
<!-- 22. FR-Document-PDF-copie (1.2.250.1.213.1.1.2.243), new in 2025.01: the fiche as a person reads it. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- The base64 of the PDF is put in the place of $copy-marker after the transformation: a megabyte of text
       has nothing to do in an XSLT processor. -->
  <xsl:template name="fr-document-pdf-copie">
    <section>
      <templateId root="1.2.250.1.213.1.1.2.243"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'22'"/>
        <xsl:with-param name="code" select="'55108-5'"/>
        <xsl:with-param name="display" select="'Copie du document'"/>
        <xsl:with-param name="title" select="'Copie du document'"/>
      </xsl:call-template>
      <text>
        <table border="0">
          <tbody>
            <tr>
              <td><content ID="titre-copie">Copie du document</content></td>
              <td><renderMultiMedia referencedObject="copiePDF"/></td>
            </tr>
          </tbody>
        </table>
      </text>
      <entry>
        <organizer classCode="CLUSTER" moodCode="EVN">
          <templateId root="1.2.250.1.213.1.1.3.18"/>
          <id root="{$document-id}.22.1"/>
          <code code="55107-7" displayName="Document attaché" codeSystem="2.16.840.1.113883.6.1"
            codeSystemName="LOINC"/>
          <statusCode code="completed"/>
          <component>
            <observation classCode="OBS" moodCode="EVN">
              <xsl:call-template name="simple-observation">
                <xsl:with-param name="arc" select="'22.2'"/>
                <xsl:with-param name="code" select="'69764-9'"/>
                <xsl:with-param name="display" select="'Type de document'"/>
                <xsl:with-param name="loinc" select="true()"/>
                <xsl:with-param name="reference" select="'titre-copie'"/>
                <xsl:with-param name="absent-date" select="'NA'"/>
                <xsl:with-param name="template" select="'1.2.250.1.213.1.1.3.48.18'"/>
              </xsl:call-template>
              <value xsi:type="CD" code="55108-5" displayName="Copie du document"
                codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
            </observation>
          </component>
          <component>
            <observationMedia classCode="OBS" moodCode="EVN" ID="copiePDF">
              <value mediaType="application/pdf" representation="B64">{$copy-marker}</value>
            </observationMedia>
          </component>
        </organizer>
      </entry>
    </section>
  </xsl:template>

</xsl:stylesheet>
