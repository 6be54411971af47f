<?xml version="1.0" encoding="UTF-8"?>
<!-- 6. FR-Fonctions-physiques (1.2.250.1.213.1.1.2.115), layout of 2025.01: ECOG, G8, other evaluations. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-fonctions-physiques">
    <xsl:variable name="section" select="dcc:section('115')[1]"/>
    <xsl:variable name="evaluations" select="dcc:with-code(dcc:entries($section), ('89262-0', '84121-3'))"/>
    <xsl:if test="$section">
      <section>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.1.12.2.5"/>
        <templateId root="1.2.250.1.213.1.1.2.115"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'6'"/>
          <xsl:with-param name="code" select="'46006-3'"/>
          <xsl:with-param name="display" select="'Problèmes physiques fonctionnels et structurels'"/>
          <xsl:with-param name="title" select="'Évaluations fonctionnelles'"/>
        </xsl:call-template>
        <xsl:choose>
          <xsl:when test="$evaluations">
            <text>
              <table border="0">
                <xsl:call-template name="column-heads">
                  <xsl:with-param name="labels" select="'Date', 'Évaluation', 'Résultat', 'Commentaire'"/>
                </xsl:call-template>
                <tbody>
                  <xsl:for-each select="$evaluations">
                    <xsl:variable name="id" select="'evaluation-' || position()"/>
                    <tr>
                      <xsl:sequence select="dcc:cell($id,
                        (dcc:date-fr(dcc:when(.)), dcc:null-label('UNK'))[1])"/>
                      <xsl:sequence select="dcc:cell($id || '-type', dcc:evaluation-name(.))"/>
                      <xsl:sequence select="dcc:cell($id || '-resultat',
                        string-join((dcc:evaluation-text(.), interpretation/text/@value), ' - '))"/>
                      <xsl:sequence select="dcc:cell((), dcc:notes(.))"/>
                    </tr>
                  </xsl:for-each>
                </tbody>
              </table>
              <xsl:call-template name="author-words">
                <xsl:with-param name="section" select="$section"/>
              </xsl:call-template>
            </text>
          </xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="plain-text">
              <xsl:with-param name="section" select="$section"/>
            </xsl:call-template>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:for-each select="$evaluations">
          <xsl:call-template name="evaluation">
            <xsl:with-param name="id" select="'evaluation-' || position()"/>
          </xsl:call-template>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:function name="dcc:evaluation-name" as="xs:string">
    <xsl:param name="observation" as="element()"/>
    <xsl:sequence select="
      if ($observation/code/coding/code/@value = '89262-0') then 'Indice de performance ECOG OMS'
      else 'Évaluation gériatrique'
        || (($observation/code/text/@value,
          $observation/code/coding[code/@value != '84121-3']/display/@value)[1]
          ! (' : ' || .))"/>
  </xsl:function>

  <!-- ECOG in the words of the value set, whatever was recorded. -->
  <xsl:function name="dcc:evaluation-text" as="xs:string">
    <xsl:param name="observation" as="element()"/>
    <xsl:variable name="ecog"
      select="dcc:coding($observation/valueCodeableConcept, $vs-indice-performance-ecog)"/>
    <xsl:sequence select="
      if ($ecog) then dcc:coding-text($ecog, $vs-indice-performance-ecog) else dcc:value-text($observation)"/>
  </xsl:function>

  <!-- FR-Evaluation (1.2.250.1.213.1.1.3.25) -->
  <xsl:template name="evaluation">
    <xsl:param name="id" required="yes"/>
    <xsl:variable name="ecog" select="code/coding/code/@value = '89262-0'"/>
    <entry>
      <observation classCode="OBS" moodCode="EVN" negationInd="false">
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>
        <templateId root="2.16.840.1.113883.10.20.1.31"/>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.1.12.3.6"/>
        <templateId root="1.2.250.1.213.1.1.3.25"/>
        <xsl:sequence select="dcc:entry-id(., ())"/>
        <xsl:choose>
          <xsl:when test="$ecog">
            <code code="89262-0" displayName="Indice de performance ECOG OMS"
              codeSystem="2.16.840.1.113883.6.1"
              codeSystemName="LOINC">
              <originalText><reference value="#{$id}-type"/></originalText>
            </code>
          </xsl:when>
          <xsl:otherwise>
            <code code="84121-3" displayName="Evaluation et dépistage gériatriques"
              codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC">
              <originalText><reference value="#{$id}-type"/></originalText>
              <!-- The volet writes the G8 under this translation; LOINC has no code for it. -->
              <xsl:if test="code/coding/code/@value = 'g8-total'">
                <translation code="48544-1" displayName="Score de la dépression gériatrique"
                  codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
              </xsl:if>
            </code>
          </xsl:otherwise>
        </xsl:choose>
        <text><reference value="#{$id}"/></text>
        <statusCode code="completed"/>
        <xsl:call-template name="effective-time">
          <xsl:with-param name="date" select="dcc:when(.)"/>
        </xsl:call-template>
        <xsl:choose>
          <!-- INT: a G8 of 13.5 is written 14 and read 13,5 (spec/cda-frcp.md section 3.3). -->
          <xsl:when test="valueQuantity | valueInteger">
            <xsl:call-template name="int">
              <xsl:with-param name="value" select="(valueQuantity/value | valueInteger)/@value"/>
              <xsl:with-param name="absent" select="dcc:absence(.)"/>
            </xsl:call-template>
          </xsl:when>
          <xsl:otherwise>
            <value xsi:type="CD">
              <xsl:call-template name="evaluation-value">
                <xsl:with-param name="ecog" select="$ecog"/>
                <xsl:with-param name="id" select="$id"/>
              </xsl:call-template>
            </value>
          </xsl:otherwise>
        </xsl:choose>
      </observation>
    </entry>
  </xsl:template>

  <!-- A code, words, or the reason of the absence. Words alone need no nullFlavor here, as in the
       examples. -->
  <xsl:template name="evaluation-value">
    <xsl:param name="ecog" as="xs:boolean"/>
    <xsl:param name="id" required="yes"/>
    <xsl:choose>
      <xsl:when test="not($ecog) and (valueString or valueCodeableConcept[text][not(dcc:coding(., ()))])">
        <originalText><reference value="#{$id}-resultat"/></originalText>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="cd">
          <xsl:with-param name="concept" select="valueCodeableConcept"/>
          <xsl:with-param name="set" select="if ($ecog) then $vs-indice-performance-ecog else ()"/>
          <xsl:with-param name="reference" select="$id || '-resultat'"/>
          <xsl:with-param name="absent" select="dcc:absence(.)"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
