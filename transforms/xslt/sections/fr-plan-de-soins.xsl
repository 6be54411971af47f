<?xml version="1.0" encoding="UTF-8"?>
<!-- 17. FR-Plan-de-soins (1.2.250.1.213.1.1.2.158): the proposal of the RCP. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-plan-de-soins">
    <xsl:variable name="section" select="dcc:section('158')"/>
    <xsl:variable name="entries" select="dcc:entries($section)"/>
    <xsl:variable name="decision" select="$entries[self::CarePlan]"/>
    <xsl:variable name="treatments" select="$decision ! activity/detail"/>
    <xsl:variable name="exams" select="dcc:with-code($entries, 'ORG-064')"/>
    <xsl:variable name="encounters" select="dcc:with-code($entries, ('ORG-120', 'MED-226'))"/>
    <section>
      <templateId root="2.16.840.1.113883.10.20.1.10"/>
      <templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.36"/>
      <templateId root="1.2.250.1.213.1.1.2.158"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'17'"/>
        <xsl:with-param name="code" select="'18776-5'"/>
        <xsl:with-param name="display" select="'Plan de soins'"/>
        <xsl:with-param name="title" select="'Proposition de la RCP'"/>
      </xsl:call-template>
      <text>
        <xsl:if test="$treatments">
          <table border="0">
            <xsl:call-template name="column-heads">
              <xsl:with-param name="labels"
                select="'N°', 'Type de traitement', 'Précision sur le traitement'"/>
            </xsl:call-template>
            <tbody>
              <xsl:for-each select="$treatments">
                <tr>
                  <td>{position()}</td>
                  <xsl:sequence select="dcc:cell('proposition-' || position() || '-type',
                    dcc:treatment-type(code))"/>
                  <xsl:sequence select="dcc:cell('proposition-' || position(), dcc:proposal-text(.))"/>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </xsl:if>
        <xsl:if test="$encounters">
          <table border="0">
            <tbody>
              <xsl:for-each select="$encounters">
                <xsl:sequence select="dcc:row(dcc:request-label(.), 'demande-' || position(),
                  dcc:request-text(.))"/>
              </xsl:for-each>
            </tbody>
          </table>
        </xsl:if>
        <xsl:if test="$exams">
          <table border="0">
            <xsl:call-template name="column-heads">
              <xsl:with-param name="labels"
                select="'Examen ou expertise complémentaire', 'Au plus tôt', 'Au plus tard'"/>
            </xsl:call-template>
            <tbody>
              <xsl:for-each select="$exams">
                <tr>
                  <xsl:sequence select="dcc:cell('examen-' || position(), dcc:request-text(.))"/>
                  <td>{dcc:date-fr((occurrencePeriod/start/@value, occurrenceDateTime/@value)[1])}</td>
                  <td>{dcc:date-fr(occurrencePeriod/end/@value)}</td>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </xsl:if>
        <xsl:if test="$decision/(note | description)">
          <table border="0">
            <tbody>
              <xsl:sequence select="dcc:row(
                'Commentaires / Précisions sur la proposition',
                'commentaire-proposition',
                string-join($decision ! (description/@value, dcc:notes(.)), '&#10;'))"/>
            </tbody>
          </table>
        </xsl:if>
        <xsl:if test="empty($entries)">
          <paragraph>{dcc:null-label(dcc:empty-reason($section))}</paragraph>
        </xsl:if>
        <xsl:call-template name="author-words">
          <xsl:with-param name="section" select="$section"/>
          <xsl:with-param name="coded" select="exists($entries)"/>
        </xsl:call-template>
      </text>
      <xsl:for-each select="$encounters">
        <xsl:call-template name="planned-encounter">
          <xsl:with-param name="reference" select="'demande-' || position()"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="$exams">
        <xsl:call-template name="planned-exam">
          <xsl:with-param name="reference" select="'examen-' || position()"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="$treatments">
        <entry>
          <procedure classCode="PROC" moodCode="INT" negationInd="{doNotPerform/@value = 'true'}">
            <xsl:call-template name="acte">
              <xsl:with-param name="arc" select="'17.1.' || position()"/>
              <xsl:with-param name="template" select="'2.16.840.1.113883.10.20.1.25'"/>
              <xsl:with-param name="concept" select="code"/>
              <xsl:with-param name="status" select="'active'"/>
              <xsl:with-param name="period" select="scheduledPeriod"/>
              <xsl:with-param name="type-reference" select="'proposition-' || position() || '-type'"/>
              <xsl:with-param name="reference" select="'proposition-' || position()"/>
            </xsl:call-template>
            <!-- The order of the lines of the decision. -->
            <priorityCode><originalText>{position()}</originalText></priorityCode>
          </procedure>
        </entry>
      </xsl:for-each>
      <xsl:if test="$decision/(note | description)">
        <entry>
          <xsl:call-template name="comment-act">
            <xsl:with-param name="arc" select="'17.2'"/>
            <xsl:with-param name="reference" select="'commentaire-proposition'"/>
            <xsl:with-param name="date" select="($decision/created/@value)[1]"/>
          </xsl:call-template>
        </entry>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- Precision of a line: its words, then its description. -->
  <xsl:function name="dcc:proposal-text" as="xs:string">
    <xsl:param name="detail" as="element()"/>
    <xsl:variable name="words" select="($detail/code/text/@value, $detail/description/@value)"/>
    <xsl:sequence
      select="if ($words) then string-join($words, '&#10;') else dcc:treatment-type($detail/code)"/>
  </xsl:function>

  <xsl:function name="dcc:request-text" as="xs:string">
    <xsl:param name="request" as="element()"/>
    <xsl:sequence select="string-join((
      ($request/code/text/@value/string(), 'Oui')[1], $request/orderDetail/text/@value,
        dcc:notes($request)), '&#10;')"/>
  </xsl:function>

  <xsl:function name="dcc:request-label" as="xs:string">
    <xsl:param name="request" as="element()"/>
    <xsl:sequence select="
      if ($request/code/coding/code/@value = 'ORG-120') then 'Passage en RCP de recours'
        else 'Surveillance seule'"/>
  </xsl:function>

</xsl:stylesheet>
