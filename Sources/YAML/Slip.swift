internal import Diagnostics

/// Tells what was meant where YAML's syntax breaks: mostly a value that wanted quotes.
struct Slip {
    let source: Source

    /// What libyaml could not read, in words that say how to mend it.
    func diagnostic(for failure: SyntaxFailure) -> Diagnostic {
        if let problem = tab(failure) ?? unclosedQuote(failure) { return problem }
        var lines = [failure.place.line]
        if failure.context != nil { lines.append(failure.contextPlace.line) }
        if let above = lastWrittenLine(above: failure.place.line) { lines.append(above) }
        for number in lines {
            guard let line = WrittenLine(source: source, number: number), let slip = line.leadingIndicator else {
                continue
            }
            return unquoted(line, because: slip)
        }
        return colon(failure) ?? textAfterQuote(failure) ?? plain(failure)
    }

    /// The problem with an anchor or a tag that nothing follows: `hosts: &web` means a host pattern.
    func strayIndicator(_ event: Event) -> Diagnostic? {
        guard event.anchor != nil || (event.tag ?? "").hasPrefix("!"),
            let line = WrittenLine(source: source, number: event.span.start.line), line.leadingIndicator != nil
        else { return nil }
        return unquoted(line, because: event.anchor == nil ? "a tag" : "an anchor")
    }

    /// The problem with a list or a map as a key, which `{{ x }}` without quotes is to YAML.
    func collectionAsKey(in entries: [Node.Entry], of event: Event) -> Diagnostic? {
        guard let key = entries.first(where: { $0.key.string == nil })?.key else { return nil }
        if event.isFlow, key.mapping != nil, let line = WrittenLine(source: source, number: event.span.start.line),
            line.leadingIndicator != nil || line.value.hasPrefix("{{")
        {
            return unquoted(line, because: "a map")
        }
        return Diagnostic("wrong-key", "a key has to be a word or a number, not a list or a map", at: key.span)
            .helping("quote the key if it is meant as text")
    }

    private func unquoted(_ line: WrittenLine, because meaning: String) -> Diagnostic {
        let start = line.indicator
        return Diagnostic(
            "unquoted-value", "a value that starts with '\(start)' is \(meaning) to YAML unless it is quoted",
            at: Span(file: source.name, at: line.valueStart, width: max(1, line.value.unicodeScalars.count))
        ).helping("quote it: \(line.quoted)")
    }

    private func tab(_ failure: SyntaxFailure) -> Diagnostic? {
        guard let text = source.line(failure.place.line) else { return nil }
        let indentation = text.unicodeScalars.prefix { $0 == " " || $0 == "\t" }
        guard let tab = indentation.firstIndex(of: "\t") else { return nil }
        let column = text.unicodeScalars.distance(from: text.startIndex, to: tab) + 1
        return Diagnostic(
            "tab-indentation", "a tab cannot indent YAML",
            at: Span(file: source.name, at: Position(line: failure.place.line, column: column))
        ).helping("indent with spaces")
    }

    private func unclosedQuote(_ failure: SyntaxFailure) -> Diagnostic? {
        guard failure.context == "while scanning a quoted scalar", failure.problem.hasPrefix("found unexpected") else {
            return nil
        }
        return Diagnostic(
            "unclosed-quote", "the quote that opens here is never closed",
            at: Span(file: source.name, at: failure.contextPlace))
    }

    private func colon(_ failure: SyntaxFailure) -> Diagnostic? {
        guard failure.problem == "mapping values are not allowed in this context",
            let line = WrittenLine(source: source, number: failure.place.line)
        else { return nil }
        let place = Span(file: source.name, at: failure.place)
        if failure.place > line.valueStart, line.key != nil {
            return Diagnostic("unquoted-colon", "': ' inside a value starts another map", at: place)
                .helping("quote the value: \(line.quoted)")
        }
        return Diagnostic("yaml-indentation", "this key is indented as no map around it", at: place)
            .helping("give it the indentation of the keys that it belongs with")
    }

    private func textAfterQuote(_ failure: SyntaxFailure) -> Diagnostic? {
        guard let line = WrittenLine(source: source, number: failure.place.line),
            let quote = line.value.first, quote == "\"" || quote == "'" || quote == "[" || quote == "{",
            failure.place > line.valueStart
        else { return nil }
        let opening = quote == "\"" || quote == "'" ? "the closing quote" : "the closing bracket"
        return Diagnostic(
            "text-after-quote", "the value ended at \(opening), and this text is left over",
            at: Span(file: source.name, at: failure.place)
        ).helping("quote the whole value: \(line.quoted)")
    }

    private func plain(_ failure: SyntaxFailure) -> Diagnostic {
        let message: String
        var place = failure.place
        var help: String?
        switch failure.problem {
        case "could not find expected ':'":
            (message, place) = ("a key needs a ':' behind it", failure.contextPlace)
            help = "write 'key: value', with a space after the colon"
        case "found character that cannot start any token":
            let character = source.line(place.line)?.unicodeScalars.dropFirst(place.column - 1).first
            message = "a value cannot start with '\(character.map { String($0) } ?? "")' unless it is quoted"
        case "did not find expected key": message = "a key of the map was expected here"
        case "did not find expected '-' indicator": message = "a '- ' of the list was expected here"
        case "did not find expected <document start>":
            message = "the document has ended, and this is left over"
            help = "is it indented less than the lines above?"
        case "did not find expected ',' or ']'": message = "a ',' or the closing ']' was expected here"
        case "did not find expected ',' or '}'": message = "a ',' or the closing '}' was expected here"
        default: message = failure.problem
        }
        var problem = Diagnostic("yaml-syntax", message, at: Span(file: source.name, at: place))
        problem.help = help
        if let context = failure.context, place != failure.contextPlace {
            problem.notes = [.note(context, at: Span(file: source.name, at: failure.contextPlace))]
        }
        return problem
    }

    private func lastWrittenLine(above number: Int) -> Int? {
        (1..<max(1, number)).last { line in
            (source.line(line) ?? "").unicodeScalars.contains { $0 != " " && $0 != "\t" && $0 != "\r" }
        }
    }
}
