<?xml version="1.0" encoding="UTF-8"?>
<!-- 11. FR-Actes-et-interventions (1.2.250.1.213.1.1.2.118): treatments past and under way. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-actes-et-interventions">
    <xsl:variable name="section" select="dcc:section('118')[1]"/>
    <xsl:variable name="treatments" select="dcc:entries($section)[self::Procedure]"/>
    <xsl:if test="$section">
      <section>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.1.13.2.11"/>
        <templateId root="1.2.250.1.213.1.1.2.118"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'11'"/>
          <xsl:with-param name="code" select="'29554-3'"/>
          <xsl:with-param name="display" select="'Actes'"/>
          <xsl:with-param name="title" select="'Traitements passés ou en cours (réalisés ou non)'"/>
        </xsl:call-template>
        <xsl:choose>
          <xsl:when test="$treatments">
            <text>
              <table border="0">
                <xsl:call-template name="column-heads">
                  <xsl:with-param name="labels"
                    select="'Type de traitement', 'Précision', 'Début', 'Fin', 'Statut', 'Commentaire'"/>
                </xsl:call-template>
                <tbody>
                  <xsl:for-each select="$treatments">
                    <xsl:variable name="id" select="'traitement-' || position()"/>
                    <tr>
                      <xsl:sequence select="dcc:cell($id || '-type', dcc:treatment-type(code))"/>
                      <xsl:sequence select="dcc:cell($id, (code/text/@value, dcc:treatment-type(code))[1])"/>
                      <td>{(dcc:date-fr((performedPeriod/start/@value, performedDateTime/@value)[1]),
                        dcc:null-label('UNK'))[1]}</td>
                      <td>{dcc:date-fr(performedPeriod/end/@value)}</td>
                      <td>{dcc:procedure-status-text(status/@value)}</td>
                      <xsl:sequence select="dcc:cell(dcc:notes(.) ! ($id || '-commentaire'), dcc:notes(.))"/>
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
        <xsl:for-each select="$treatments">
          <entry>
            <procedure classCode="PROC" moodCode="EVN" negationInd="{status/@value = 'not-done'}">
              <xsl:call-template name="acte">
                <xsl:with-param name="resource" select="."/>
                <xsl:with-param name="template" select="'2.16.840.1.113883.10.20.1.29'"/>
                <xsl:with-param name="concept" select="code"/>
                <xsl:with-param name="status" select="dcc:procedure-status(status/@value)"/>
                <xsl:with-param name="period" select="performedPeriod"/>
                <xsl:with-param name="date" select="performedDateTime/@value"/>
                <xsl:with-param name="type-reference" select="'traitement-' || position() || '-type'"/>
                <xsl:with-param name="reference" select="'traitement-' || position()"/>
              </xsl:call-template>
              <xsl:call-template name="comment">
                <xsl:with-param name="text" select="dcc:notes(.)"/>
                <xsl:with-param name="arc" select="'11.' || position()"/>
                <xsl:with-param name="reference" select="'traitement-' || position() || '-commentaire'"/>
              </xsl:call-template>
            </procedure>
          </entry>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Procedure.status (event-status) to ActStatus. -->
  <xsl:function name="dcc:procedure-status" as="xs:string">
    <xsl:param name="status" as="xs:string?"/>
    <xsl:sequence select="
      if ($status = 'in-progress') then 'active'
      else if ($status = ('stopped', 'not-done', 'entered-in-error')) then 'cancelled'
      else if ($status = ('preparation', 'on-hold')) then 'active' else 'completed'"/>
  </xsl:function>

  <xsl:variable name="procedure-statuses" as="xs:string" select="
    '|completed=Déjà réalisé|in-progress=En cours de réalisation|stopped=Arrêté|'
    || 'not-done=Non réalisé|on-hold=Suspendu|preparation=En préparation|'"/>

  <xsl:function name="dcc:procedure-status-text" as="xs:string">
    <xsl:param name="status" as="xs:string?"/>
    <xsl:sequence select="(dcc:lookup($procedure-statuses, string($status)), dcc:null-label('UNK'))[1]"/>
  </xsl:function>

</xsl:stylesheet>
