-- Whose claims each outlet reports, and how many of them are forecasts.
SELECT
    source,
    claim.holder.text AS holder,
    count(*) AS claims,
    count(*) FILTER (claim.kind = 'forecast') AS forecasts
FROM (SELECT source, unnest(claims) AS claim FROM annotations)
WHERE claim.holder.voice = 'named'
GROUP BY ALL
ORDER BY claims DESC, source, holder;
