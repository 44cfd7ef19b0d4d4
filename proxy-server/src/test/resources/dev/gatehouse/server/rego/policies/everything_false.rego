package cloudsmith

match := false

reason := []

walked := count([1 | walk(input, _)])
