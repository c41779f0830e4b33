module cloudsmith-trust/test/emulator/go-github

go 1.22

require github.com/google/go-github/v67 v67.0.0

require github.com/google/go-querystring v1.1.0 // indirect
