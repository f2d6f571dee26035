"""Is it the same body? Names that fold to the same words are; names that share most of them are suggested."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tovchoo.kernel.folding import skeleton, terms
from tovchoo.kernel.localized import Localized
from tovchoo.people.models import Organisation, Person

ALIKE = 0.6  # of the words that either name has


@dataclass
class Register:
    """All organisations and people of the record, by their folded names: read once for a list."""

    same: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Register:
        made = cls()
        for pk, name, aliases in Organisation.objects.filter(merged_into=None).values_list("pk", "name", "aliases"):
            for text in [*(name[code] for code in Localized(name).languages), *aliases]:
                made.same.setdefault(skeleton(text), pk)
                key = f"{pk}\n{text}"
                made.names[key] = set(terms(text))
                for word in made.names[key]:
                    made.words[word].add(key)
        for pk, name in Person.objects.filter(merged_into=None).values_list("pk", "name"):
            made.people.update({skeleton(name[code]): pk for code in Localized(name).languages})
        return made

    def learn_organisation(self, entry: Organisation) -> None:
        """One more, entered since."""
        self.same.update(dict.fromkeys(_keys(entry.name), entry.pk))

    def learn_person(self, entry: Person) -> None:
        self.people.update(dict.fromkeys(_keys(entry.name), entry.pk))

    def organisation(self, name: Localized) -> str | None:
        """The one that has this very name."""
        return next((self.same[key] for key in _keys(name) if key in self.same), None)

    def person(self, name: Localized) -> str | None:
        return next((self.people[key] for key in _keys(name) if key in self.people), None)

    def like(self, name: Localized) -> str | None:
        """The one whose name shares most of its words, if it shares enough."""
        best, found = ALIKE, None
        for text in (name[code] for code in name.languages):
            words = set(terms(text))
            for key in {key for word in words for key in self.words.get(word, ())}:
                shared = len(words & self.names[key]) / len(words | self.names[key])
                if shared >= best:
                    best, found = shared, key.partition("\n")[0]
        return found


def _keys(name: Localized) -> list[str]:
    return [skeleton(name[code]) for code in name.languages]
