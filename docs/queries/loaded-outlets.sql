-- Which outlets colour their own telling most: evaluations by the author per 100 sentences.
SELECT
    source,
    count(*) AS articles,
    sum(len(sentences)) AS sentences,
    round(100 * sum(len(list_filter(evaluations, lambda e: e.holder.voice = 'author')))
          / sum(len(sentences)), 1) AS evaluations_per_100_sentences
FROM annotations
WHERE source IS NOT NULL
GROUP BY source
ORDER BY evaluations_per_100_sentences DESC, source;
